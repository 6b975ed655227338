// A clerk's own home visits.

import { Asker } from "./asking.js";
import { $ } from "./making.js";
import { listing } from "./steward/listing.js";
import { finishing, homeVisitRow } from "./steward/home_visit_rows.js";

const AGAIN_MS = 60_000;
const asker = new Asker($("list-told"));

function draw(found) {
  $("home-visits").replaceChildren(
    ...found.map((each) => {
      const done = finishing(each, asker, () => list.again());
      return homeVisitRow(each, new Date(), asker, [done]);
    }),
  );
  $("no-home-visit").hidden = found.length > 0;
}

const list = listing(() => "/home-visits?mine=1", draw);
list.again();
setInterval(() => list.again(), AGAIN_MS);
