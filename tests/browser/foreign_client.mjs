// A screen of somebody else's making: the official client, a device's token, the main board.
// Prints one JSON line for each thing it receives.

import { io } from "socket.io-client";

const [url, token] = process.argv.slice(2);
const say = (kind, content) => console.log(JSON.stringify({ kind, content }));

const socket = io(url, { auth: { token }, transports: ["websocket"], reconnection: false });
socket.on("connect", async () => say("watched", await socket.emitWithAck("watch", { room: "main" })));
socket.on("connect_error", (error) => {
  say("refused", error.message);
  process.exit(3);
});
socket.on("board", (board) => say("board", board));
socket.on("call", (call) => say("call", call));
