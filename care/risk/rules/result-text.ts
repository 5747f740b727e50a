// A complete result as JSON: what an instrument says of everybody alike (outcome, labels) is spelled out once for all people.
import type { InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { KnownValue } from './person-values.ts';

type Complete = Extract<InstrumentResult, { state: 'complete' }>;

/** By identity: outcomes and labels are the instrument's own objects, the same for each person. */
const spelled = new WeakMap<object, string>();
function once(constant: object): string {
  let text = spelled.get(constant);
  if (text === undefined) {
    text = JSON.stringify(constant);
    spelled.set(constant, text);
  }
  return text;
}

/** The same as JSON.stringify, a test of every model holds it to that. */
export function resultText({
  instrument,
  version,
  status,
  state,
  score,
  row,
  outcome,
  contributions,
  derived,
}: Complete): string {
  const parts = contributions.map(
    ({ key, label, value }) => `{"key":${JSON.stringify(key)},"label":${once(label)},"value":${value}}`,
  );
  const scored = score === undefined ? '' : `"score":${JSON.stringify(score)},`;
  return (
    `{"instrument":"${instrument}","version":"${version}","status":"${status}","state":"${state}",${scored}` +
    `"row":${JSON.stringify(row)},"outcome":${once(outcome)},"contributions":[${parts.join(',')}],"derived":${JSON.stringify(derived)}}`
  );
}

/** What was measured at one visit has one time: it is written out once. */
let lastAt: { milliseconds: number; text: string } | undefined;
function instantText(at: Date): string {
  const milliseconds = at.getTime();
  if (lastAt?.milliseconds !== milliseconds) lastAt = { milliseconds, text: at.toISOString() };
  return lastAt.text;
}

/** A value with its origin, as JSON.stringify writes it. Ids of the record need no escape. */
export function valueText({ value, origin, at, observations }: KnownValue): string {
  const time = at === undefined ? '' : `,"at":"${instantText(at)}"`;
  const ids = observations === undefined ? '' : `,"observations":${JSON.stringify(observations)}`;
  return `{"value":${typeof value === 'number' ? value : JSON.stringify(value)},"origin":"${origin}"${time}${ids}}`;
}
