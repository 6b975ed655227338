// Setting the PIN that lets somebody out of a kiosk's page.

import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { say } from "../words.js";

const asker = new Asker($("pin-told"));

$("pin-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if ($("pin").value !== $("pin-again").value) {
    asker.tell(say("The two PINs are not the same."), "fault");
    $("pin-again").focus();
    return;
  }
  const answer = await asker.ask($("pin-set"), "/hall/kiosk-pin", { pin: $("pin").value });
  if (!answer?.done) return;
  asker.tell(say("The PIN is set."), "good");
  $("pin-form").reset();
});
