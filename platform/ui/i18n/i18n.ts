// Starts the message catalogues of a portal: zh-CN at once, other languages when they are chosen.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../format/instants.ts';

export type Catalogue = Record<string, string>;
/** The texts of a portal: its own, those of the interface and those of the contexts that it shows. */
export interface PortalMessages {
  chinese: readonly Catalogue[];
  english: () => Promise<readonly Catalogue[]>;
}

const languageKey = 'tianmu.language';
export const languageOf = (text: string | null | undefined): Language => (text === 'en' ? 'en' : 'zh-CN');
const storedLanguage = (): Language => languageOf(localStorage.getItem(languageKey));
export const currentLanguage = (): Language => languageOf(i18next.language);

let english: (() => Promise<readonly Catalogue[]>) | undefined;

async function addEnglish(): Promise<void> {
  if (!english || i18next.hasResourceBundle('en', 'translation')) return;
  i18next.addResourceBundle('en', 'translation', Object.assign({}, ...(await english())));
}

export async function startMessages(messages: PortalMessages): Promise<i18n> {
  english = messages.english;
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: Object.assign({}, ...messages.chinese) } },
    // Keys are flat: `ui.undo`.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<i18n['init']>[0]);
  await chooseLanguage(storedLanguage());
  return i18next;
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en') await addEnglish();
  await i18next.changeLanguage(language);
  localStorage.setItem(languageKey, language);
  document.documentElement.lang = language;
}
