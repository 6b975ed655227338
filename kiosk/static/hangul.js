// Syllables of the keys of a Korean keyboard, as `shared/words/hangul.py` has them.

const FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const FINALS = (
  " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
).split(" ");
const VOWEL = "ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ]";
const FINAL = "ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ]";
const SYLLABLE = new RegExp(`([ㄱ-ㅎ])(${VOWEL})((?:${FINAL})(?![ㅏ-ㅣ]))?|(${VOWEL})`, "g");

/** The text with its keys put together to syllables; what is no key stays as it is. */
export function composed(text) {
  return text.replace(SYLLABLE, (_, first, vowel, final = "", alone) =>
    alone
      ? String.fromCharCode(0x314f + VOWELS.indexOf(alone))
      : String.fromCharCode(
          0xac00 + (FIRST.indexOf(first) * 21 + VOWELS.indexOf(vowel)) * 28 + FINALS.indexOf(final),
        ),
  );
}
