// Two tones each second and a half while an alarm is open; browsers let a page sound only after somebody has pressed something.
import { useEffect, useRef, useState } from 'react';

const everyMilliseconds = 1_500;

export function useAlarmSound(on: boolean): { silent: boolean; start: () => void } {
  const context = useRef<AudioContext>(undefined);
  const [silent, setSilent] = useState(true);
  const start = () => {
    context.current ??= new AudioContext();
    void context.current.resume().then(() => setSilent(context.current?.state !== 'running'));
  };
  useEffect(() => {
    if (!on || !('AudioContext' in globalThis)) return undefined;
    start();
    const timer = setInterval(() => {
      const audio = context.current;
      if (!audio || audio.state !== 'running') return;
      for (const [after, frequency] of [
        [0, 880],
        [0.25, 660],
      ] as const) {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = frequency;
        volume.gain.value = 0.15;
        tone.connect(volume).connect(audio.destination);
        tone.start(audio.currentTime + after);
        tone.stop(audio.currentTime + after + 0.2);
      }
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [on]);
  useEffect(() => () => void context.current?.close(), []);
  return { silent, start };
}
