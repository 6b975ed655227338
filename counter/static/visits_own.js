// A clerk's own home visits.

import { Asker } from "./asking.js";
import { $ } from "./making.js";
import { listing } from "./steward/listing.js";
import { finishing, visitRow } from "./steward/visit_rows.js";

const AGAIN_MS = 60_000;
const asker = new Asker($("list-told"));

function draw(found) {
  $("visits").replaceChildren(
    ...found.map((each) => {
      const done = finishing(each, asker, () => list.again());
      return visitRow(each, new Date(), asker, [done]);
    }),
  );
  $("no-visit").hidden = found.length > 0;
}

const list = listing(() => "/home-visits?mine=1", draw);
list.again();
setInterval(() => list.again(), AGAIN_MS);
