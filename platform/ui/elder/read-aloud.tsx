// Reads a text aloud with the device's own voice; without one the button says so and is off.
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../actions/button.tsx';
import type { Language } from '../format/instants.ts';

function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in globalThis)) return undefined;
  const wanted = language === 'en' ? /^en/i : /^(zh[-_](CN|Hans)|cmn)/i;
  return speechSynthesis.getVoices().find((voice) => wanted.test(voice.lang));
}

/** Voices arrive some time after the page does. */
function useVoice(language: Language): SpeechSynthesisVoice | undefined {
  const [voice, setVoice] = useState(() => voiceFor(language));
  useEffect(() => {
    const look = () => setVoice(voiceFor(language));
    look();
    if (!('speechSynthesis' in globalThis)) return undefined;
    speechSynthesis.addEventListener('voiceschanged', look);
    return () => speechSynthesis.removeEventListener('voiceschanged', look);
  }, [language]);
  return voice;
}

export function ReadAloud({ text }: { text: string }) {
  const { t, language } = useWords();
  const voice = useVoice(language);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  if (!voice) {
    return (
      <Button icon="speaker" disabled>
        {t('ui.aloud.none')}
      </Button>
    );
  }
  const press = () => {
    speechSynthesis.cancel();
    if (speaking) {
      setSpeaking(false);
      return;
    }
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.9;
    said.addEventListener('end', () => setSpeaking(false));
    said.addEventListener('error', () => setSpeaking(false));
    setSpeaking(true);
    speechSynthesis.speak(said);
  };
  return (
    <Button icon={speaking ? 'stop' : 'speaker'} onClick={press}>
      {t(speaking ? 'ui.aloud.stop' : 'ui.aloud.start')}
    </Button>
  );
}
