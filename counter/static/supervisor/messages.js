// A message to one open window, or to all of them.

import { Asker } from "../asking.js";
import { $, option } from "../making.js";
import { say } from "../words.js";

const asker = new Asker($("message-told"));
let offered = "";

export function offerMessages(board) {
  const open = board.windows.filter((window) => window.clerk).map((window) => window.window);
  if (open.join() === offered && offered) return;
  offered = open.join();
  const chosen = $("message-to").value;
  $("message-to").replaceChildren(
    option(0, say("All open windows")),
    ...open.map((window) => option(window, say("Window {window}", { window }))),
  );
  if (open.includes(Number(chosen))) $("message-to").value = chosen;
}

$("message-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = { window: Number($("message-to").value), text: $("message-text").value };
  const answer = await asker.ask($("message-send"), "/hall/messages", words);
  if (!answer?.done) return;
  $("message-text").value = "";
  asker.tell(say("The message was sent."), "good");
});
