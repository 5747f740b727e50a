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
  if (english && !i18next.hasResourceBundle('en', 'translation'))
    i18next.addResourceBundle('en', 'translation', Object.assign({}, ...(await english())));
  await Promise.all(roomsInChinese.splice(0).map((room) => add('en', room.english)));
}

type Loader = () => Promise<{ default: Catalogue }>;
/** The texts of a room that loads when somebody enters it. */
export interface RoomTexts {
  chinese: Loader;
  english: Loader;
}
/** Entered while the language was Chinese. */
const roomsInChinese: RoomTexts[] = [];
const entered = new Set<RoomTexts>();
let start: () => void;
/** Once the portal's own texts are there. */
const started = new Promise<void>((done) => (start = done));
const add = async (language: Language, load: Loader): Promise<void> => {
  i18next.addResourceBundle(language, 'translation', (await load()).default, true, true);
};

/** Texts of a room beside its screen: `lazy: () => withTexts(texts, async () => ({ Component: ... }))`. */
export async function withTexts<Room>(texts: RoomTexts, room: () => Promise<Room>): Promise<Room> {
  const screen = room();
  // The router asks for the first room before the portal's own texts are there.
  await started;
  if (!entered.has(texts)) {
    // Chinese is also what is shown where another language lacks a text.
    await add('zh-CN', texts.chinese);
    if (currentLanguage() === 'en') await add('en', texts.english);
    else roomsInChinese.push(texts);
    entered.add(texts);
  }
  return screen;
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
  start();
  await chooseLanguage(storedLanguage());
  return i18next;
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en') await addEnglish();
  await i18next.changeLanguage(language);
  localStorage.setItem(languageKey, language);
  document.documentElement.lang = language;
}
