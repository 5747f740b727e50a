// The scorecards of a month as a sheet: points, and for each indicator its two counts and its value.
import type { Result } from '#platform/contract.ts';
import { fail, succeed } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { ScorecardsQuery } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { indicatorPermissions } from '../permissions.ts';
import { readScorecards } from './read-scorecards.ts';

const rounded = (value: number | undefined, digits: number): number | string =>
  value === undefined ? '' : Number(value.toFixed(digits));

export async function exportScorecards(
  parts: Parts,
  actor: Actor,
  name: string,
  query: ScorecardsQuery,
): Promise<Result<Buffer>> {
  const { kernel } = parts;
  const cards = await readScorecards(parts, actor, name, query);
  if (!cards.ok) return fail(cards.problem);
  const { catalogue, rows } = cards.value;
  const word = (key: string) => kernel.messages.render(actor.locale, `indicators.${key}`);
  const { locale } = actor;
  const sheet = await writeSheet('xlsx', {
    name: `${catalogue.name[locale]} ${query.month}`.slice(0, 31),
    headings: [
      word('name'),
      word('score'),
      ...catalogue.dimensions.map((one) => one.name[locale]),
      ...catalogue.indicators.flatMap((one) => [
        `${one.indicator} ${one.name[locale]}`,
        `${one.indicator} ${word('numerator')}`,
        `${one.indicator} ${word('denominator')}`,
      ]),
    ],
    rows: rows.map((row) => [
      row.name,
      rounded(row.score, 1),
      ...row.dimensions.map((one) => rounded(one.score, 1)),
      ...row.indicators.flatMap((one) => [
        rounded(one.value, 4),
        rounded(one.numerator, 2),
        rounded(one.denominator, 2),
      ]),
    ]),
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: indicatorPermissions.read,
    outcome: 'success',
    detail: { exported: rows.length, month: query.month },
  });
  return succeed(sheet);
}
