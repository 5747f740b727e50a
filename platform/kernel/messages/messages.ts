// Message catalogues: the database stores code and parameters, the text is rendered for the reader's language.
import type { MessageParameters } from '#platform/contract.ts';
import type { Locale } from '../access/actor.ts';

/** Flat keys to texts with `{{name}}` places; every key of zh-CN stands in en too (a test checks). */
export type MessageCatalogue = Record<Locale, Record<string, string>>;

export interface Messages {
  has(key: string): boolean;
  render(locale: Locale, key: string, parameters?: MessageParameters): string;
}
