// Advice of a model without what does not apply: nobody who does not smoke is told to stop.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';

/** Words of one piece of advice with what parts them, as the instruments write them. */
const piecesOf = { zh: /([、，；])/, en: /([,;] )/ } as const;
const aboutStopping = { zh: /戒烟/, en: /smok|quit/i } as const;

export function toldAdvice(actions: readonly LocalText[], { smoker }: InputValues): LocalText[] {
  if (smoker !== false) return [...actions];
  return actions.flatMap((action) => {
    const [zh, en] = [without(action.zh, 'zh'), without(action.en, 'en')];
    return zh === '' || en === '' ? [] : [{ zh, en }];
  });
}

function without(text: string, language: 'zh' | 'en'): string {
  // Pieces stand at even places, what parts them between.
  const parts = text.split(piecesOf[language]);
  let told = '';
  for (let place = 0; place < parts.length; place += 2) {
    if (aboutStopping[language].test(parts[place]!)) continue;
    told += told === '' ? parts[place]! : parts[place - 1]! + parts[place]!;
  }
  return told.charAt(0).toUpperCase() + told.slice(1);
}
