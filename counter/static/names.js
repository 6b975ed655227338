// What the hall's own words are called, by the names the board uses.

export const NEEDS = {
  elderly: "Elderly person",
  disabled: "Person with a disability",
  pregnant: "Pregnant woman",
  infant: "With a small child",
  serviceman: "Serviceman or veteran",
  urgent: "Urgent matter",
};
export const OUTCOMES = {
  done: "Done",
  accepted: "Accepted as a commitment case",
  "materials-missing": "Materials missing",
  referred: "Referred elsewhere",
  "not-ours": "Not our matter",
};
export const PAUSES = {
  rest: "Rest",
  meal: "Meal",
  meeting: "Meeting",
  system: "System fault",
  other: "Other reason",
};
export const PRESSES = {
  called: "Call of {number}, {seconds} s",
  missed: "Missed: {number}, {seconds} s",
  finished: "Finish of {number}, {seconds} s",
};
