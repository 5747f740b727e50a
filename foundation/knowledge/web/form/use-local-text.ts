// Content texts in the reader's language.
import { useTranslation } from 'react-i18next';
import { languageOf } from '#platform/ui/i18n/i18n.ts';
import type { LocalText } from '../../rules/content.ts';

export function useLocalText(): (text: LocalText) => string {
  const { i18n } = useTranslation();
  const english = languageOf(i18n.language) === 'en';
  return (text) => (english ? text.en : text.zh);
}
