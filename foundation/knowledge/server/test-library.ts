// The shipped content, read once for tests.
import { loadLibrary } from './content/load-library.ts';

export const contentRoot = new URL('../', import.meta.url);
export const shipped = loadLibrary(contentRoot);
export const shippedInstrument = (id: string) => shipped.instruments.find(({ content }) => content.id === id)!;
export const shippedForm = (id: string) => shipped.forms.find(({ content }) => content.id === id)!.content;
