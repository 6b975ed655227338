"""The process in which pyttsx3 speaks into files: started by `voice.py`, one request at a time.

It stands alone because speech engines hang, crash and print: what happens here ends with this
process. It imports nothing of the hall. Requests and answers are JSON, a line each:

    → {"path": "/…/x.wav", "text": "…", "voice": "sit/cmn", "rate": 140, "gap": 0}  ← {"ok": true}
    → {"phonemes": "请", "voice": "sit/cmn"}                          ← {"phonemes": "tɕhˈi2ŋ"}

The first line, sent unasked, is ``{"ready": "1.52.0"}``. Where something fails, a line is
``{"error": "short reason"}``.
"""

import ctypes
import json
import os
import sys
import threading
from typing import Any, TextIO

WORD_GAP = 7  # the library's number of this parameter, in 10 ms


def load_engine() -> None:
    """Put espeak-ng 1.52 from its package where pyttsx3 looks for the system's library.

    pyttsx3 asks the loader for ``libespeak-ng.so.1`` and gets a library of that name that is
    already loaded. Without the package the system's own is used, if there is one.
    """
    try:
        import espeakng_loader
    except ImportError:
        return
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    try:
        ctypes.CDLL(f"{espeakng_loader.get_library_path()}.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        del os.environ["ESPEAK_DATA_PATH"]


class Speaker:
    """pyttsx3 and the library under it. Raises RuntimeError, OSError or ImportError at the start
    where there is no engine."""

    def __init__(self) -> None:
        load_engine()
        import pyttsx3
        from pyttsx3.drivers import _espeak, espeak

        self._engine = pyttsx3.init("espeak")
        self._set = espeak.EspeakDriver.setProperty
        self._library = _espeak.dll
        self._written = threading.Event()
        self._errors: list[str] = []
        self._engine.connect("error", self._on_error)
        self._engine.connect("finished-utterance", self._on_finished)

    def _on_finished(self, name: str | None = None, completed: bool = True) -> None:
        self._written.set()

    def _on_error(self, name: str | None = None, exception: BaseException | None = None) -> None:
        self._errors.append(type(exception).__name__)

    def version(self) -> str:
        info = self._library.espeak_Info
        info.restype = ctypes.c_char_p
        info.argtypes = [ctypes.c_void_p]
        return str(info(None).decode("ascii", "replace"))

    def speak(self, path: str, text: str, voice: str, rate: int, gap: int) -> None:
        """Write the text as WAV, with `gap` hundredths of a second between its words. A wrong path
        raises nothing: the caller looks at the file.

        pyttsx3's queue is not used for voice and rate. The library takes a rate in its own time,
        and the queue's end, which comes before the text, stops whatever the library is at: one
        file in a hundred was empty. Nor does `runAndWait` always wait for the file, which the
        library's own thread writes. Hence its word, before and after, that it is idle.
        """
        self._errors.clear()
        self._written.clear()
        self._set("voice", voice)
        self._set("rate", rate)
        self._library.espeak_SetParameter(WORD_GAP, gap, 0)
        self._library.espeak_Synchronize()
        self._engine.save_to_file(text, path)
        self._engine.runAndWait()
        if self._errors:
            raise RuntimeError(self._errors[0])
        self._written.wait()
        self._library.espeak_Synchronize()

    def phonemes(self, text: str, voice: str) -> str:
        """What the voice would say, in the phonetic alphabet."""
        self._set("voice", voice)
        ask = self._library.espeak_TextToPhonemes
        ask.restype = ctypes.c_char_p
        ask.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
        written = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(written))
        said = []
        while rest.value:
            said.append(ask(ctypes.byref(rest), 1, 2).decode())  # 1: UTF-8, 2: IPA
        return " ".join(said)


def answer(speaker: Speaker, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        if "phonemes" in asked:
            return {"phonemes": speaker.phonemes(asked["phonemes"], asked["voice"])}
        speaker.speak(asked["path"], asked["text"], asked["voice"], asked["rate"], asked["gap"])
    except Exception as error:  # whatever it is, the parent decides
        return {"error": str(error) or type(error).__name__}
    return {"ok": True}


def main(requests: TextIO, answers: TextIO) -> None:
    """Serve until the parent closes its end."""

    def say(line: dict[str, Any]) -> None:
        answers.write(json.dumps(line) + "\n")
        answers.flush()

    try:
        speaker = Speaker()
    except Exception as error:
        say({"error": f"no speech engine: {str(error) or type(error).__name__}"})
        return
    say({"ready": speaker.version()})
    for line in requests:
        say(answer(speaker, json.loads(line)))


if __name__ == "__main__":
    # pyttsx3 prints to standard output. The pipe moves elsewhere and what is printed is dropped.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        main(sys.stdin, answers)
