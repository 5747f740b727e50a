// What can be wrong with the messages of an order kind: each that is sent exists, in both languages, with places that can be filled.
import type { Notice, OrderKind } from './order-kind.ts';

/** What a message may mention. */
export const messagePlaces = ['by', 'place'] as const;

export const noticesOf = (kind: OrderKind): Notice[] => [
  ...(kind.place.notices ?? []),
  ...Object.values(kind.transitions).flatMap(({ notices }) => notices ?? []),
  ...Object.values(kind.clocks ?? {}).flatMap(({ steps }) => steps.flatMap(({ notice }) => notice ?? [])),
];

const placesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);

export function messageFaults(kind: OrderKind): string[] {
  const sent = new Set(noticesOf(kind).map(({ message }) => message));
  return [
    ...[...sent].filter((name) => !kind.messages[name]).map((name) => `the message ${name} is sent, but has no text.`),
    ...Object.keys(kind.messages)
      .filter((name) => !sent.has(name))
      .map((name) => `the message ${name} is never sent.`),
    ...Object.entries(kind.messages).flatMap(([name, message]) =>
      (['title', 'text'] as const).flatMap((part) =>
        textFaults(message[part].zh, message[part].en).map((fault) => `the ${part} of the message ${name} ${fault}`),
      ),
    ),
  ];
}

function textFaults(chinese: string, english: string): string[] {
  if (!chinese.trim() || !english.trim()) return ['lacks a language.'];
  const [left, right] = [placesOf(chinese).toSorted(), placesOf(english).toSorted()];
  return [
    ...[...new Set([...left, ...right])]
      .filter((place) => !(messagePlaces as readonly string[]).includes(place))
      .map((place) => `mentions ${place}, which nobody fills in.`),
    ...(left.join() === right.join() ? [] : ['mentions different things in its two languages.']),
  ];
}
