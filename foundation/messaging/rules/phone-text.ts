// A message as one text on a phone: who sends it, what it is about, what happened, what to do.

export const phoneSign = '【天目】';

/** A text that bears the sender's sign was written for phones as a whole. `about`: whose and which matter, told first. */
export function phoneText({ title, text, about }: { title: string; text: string; about?: unknown }): string {
  if (text.startsWith(phoneSign)) return text;
  const subject = typeof about === 'string' && about !== '' ? `${about}：` : '';
  const end = /[。！？；：]$/.test(title) ? '' : '。';
  const repeated = text.startsWith(title);
  return `${phoneSign}${subject}${repeated ? '' : `${title}${end}`}${text}`;
}
