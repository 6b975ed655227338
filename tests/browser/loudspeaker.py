"""What a page's loudspeaker really plays: whatever goes to the sound device is listened to, and
each recording is a tone of its own."""

import io
import math
import struct
import wave
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

CHIME_HERTZ = 659.3  # its first tone
CHIME_LOUD = 0.32
VOICE_LOUD = 0.5
GAP_SECONDS = 0.15  # of silence, after which a tone has begun anew
QUIET = 0.05
SHORT_SECONDS = 0.03  # what is heard in one block alone is the edge of another tone

# Beside the way to the device, blocks of 21 ms are asked how loud each tone is in them.
EARS = """(() => {
  const HERTZ = %s;
  const heard = (window.heard = []);
  const ears = new WeakMap();
  const loudness = (samples, hertz, rate) => {
    const turn = (2 * Math.PI * hertz) / rate;
    let [re, im] = [0, 0];
    for (let i = 0; i < samples.length; i += 1) {
      re += samples[i] * Math.cos(turn * i);
      im += samples[i] * Math.sin(turn * i);
    }
    return (2 * Math.hypot(re, im)) / samples.length;
  };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to instanceof AudioDestinationNode) connect.call(this, earOf(this.context));
    return connect.call(this, to, ...more);
  };
  function earOf(audio) {
    if (ears.has(audio)) return ears.get(audio);
    const ear = audio.createScriptProcessor(1024, 1, 1);
    ears.set(audio, ear);
    ear.onaudioprocess = ({ inputBuffer, playbackTime }) => {
      const samples = inputBuffer.getChannelData(0);
      if (!samples.some((each) => Math.abs(each) > 0.001)) return;
      for (const hertz of HERTZ) {
        heard.push([hertz, playbackTime, loudness(samples, hertz, audio.sampleRate)]);
      }
    };
    connect.call(ear, audio.destination);
    return ear;
  }
})()"""


def hertz(number: int) -> int:
    """Of the so-manieth recording; far from the chime and its overtones."""
    return 2400 + 300 * number


TONES = {CHIME_HERTZ: "chime"} | {hertz(n): str(n) for n in range(8)}


def tone(number: int, seconds: float = 0.4, rate: int = 22_050) -> bytes:
    """A WAV file."""
    turn = 2 * math.pi * hertz(number) / rate
    samples = [round(32767 * VOICE_LOUD * math.sin(turn * i)) for i in range(int(seconds * rate))]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def listen(context: BrowserContext) -> None:
    """To all pages that are opened from now on."""
    context.add_init_script(EARS % list(TONES))


class Recordings:
    """Answers with a tone for each recording; `order` is which was asked for when, by address."""

    def __init__(self, page: Page, seconds: float = 0.4) -> None:
        self.order: list[str] = []
        self._seconds = seconds
        page.route("**/display/voice/*.wav", self._answer)

    def _answer(self, route: Route) -> None:
        address = route.request.url[route.request.url.index("/display") :]
        if address not in self.order:
            self.order.append(address)
        body = tone(self.order.index(address), self._seconds)
        route.fulfill(body=body, content_type="audio/wav")


def heard(page: Page) -> list[tuple[str, float, float, float]]:
    """What was heard in order: which tone, from when, to when, how loud at most."""
    blocks = page.evaluate("heard")
    spans: list[tuple[str, float, float, float]] = []
    for pitch, name in TONES.items():
        here = [(at, loud) for each, at, loud in blocks if each == pitch and loud > QUIET]
        for at, loud in here:
            if spans and spans[-1][0] == name and at - spans[-1][2] < GAP_SECONDS:
                spans[-1] = (name, spans[-1][1], at, max(loud, spans[-1][3]))
            else:
                spans.append((name, at, at, loud))
    long = [span for span in spans if span[2] - span[1] > SHORT_SECONDS]
    return sorted(long, key=lambda span: span[1])


def order(page: Page) -> list[str]:
    return [name for name, *_ in heard(page)]


def saying(
    *ids: int, sounds: tuple[int, ...] = (), volume: float = 1.0, **more: Any
) -> dict[str, Any]:
    """As the hub sends it; ``at`` and ``expires_in`` are seconds from now."""
    return {
        "ids": ids,
        "volume": volume,
        "speech": [{"language": "zh", "text": "", "sound": address(n)} for n in sounds],
        **more,
    }


def address(number: int) -> str:
    return f"/display/voice/{number:032x}.wav"
