// Merges the message catalogues of all contexts and fills in their places.
import { readFileSync } from 'node:fs';
import { locales } from '../access/actor.ts';
import type { MessageCatalogue, Messages } from './messages.ts';

/** Reads `zh-CN.json` and `en.json` of a context's messages folder. */
export function readCatalogue(folder: URL): MessageCatalogue {
  const read = (locale: string) =>
    JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8')) as Record<string, string>;
  return { 'zh-CN': read('zh-CN'), en: read('en') };
}

/** One key may be told by one catalogue only. */
export function createMessages(catalogues: readonly MessageCatalogue[]): Messages {
  const merged: MessageCatalogue = { 'zh-CN': {}, en: {} };
  for (const catalogue of catalogues)
    for (const locale of locales)
      for (const [key, text] of Object.entries(catalogue[locale])) {
        if (key in merged[locale]) throw new Error(`the message ${key} is told twice`);
        merged[locale][key] = text;
      }
  return {
    has: (key) => key in merged['zh-CN'],
    render: (locale, key, parameters = {}) =>
      (merged[locale][key] ?? merged['zh-CN'][key] ?? key).replace(/\{\{(\w+)\}\}/g, (place, name: string) =>
        String(parameters[name] ?? place),
      ),
  };
}
