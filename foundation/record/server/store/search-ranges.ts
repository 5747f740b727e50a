// SQL for what is compared by size: dates as intervals, quantities by their precision, distances on the globe.
import { dateInterval } from '#platform/fhir/dates.ts';
import type { Prefix } from '#platform/fhir/dates.ts';
import type { SearchValue } from '#platform/fhir/search.ts';
import { splitEscaped, unescapeValue } from '#platform/fhir/search.ts';
import { timestampText } from './rows.ts';
import { any } from './search-scope.ts';
import { BadSearchValue, quantityRange } from './search-values.ts';
import type { Args } from './visibility.ts';

/** One argument, however often it is named. */
function once(name: () => string): () => string {
  let named: string | undefined;
  return () => (named ??= name());
}

export function dateSql(lo: string, hi: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ prefix, text }) => {
      const interval = dateInterval(unescapeValue(text).replace(/(T[^ ]*) (\d\d:\d\d)$/, '$1+$2'));
      if (!interval) throw new BadSearchValue(`${text} is not a date.`);
      const from = once(() => `${args.add(timestampText(interval.from))}::timestamptz`);
      const to = once(() => `${args.add(timestampText(interval.to))}::timestamptz`);
      const contained = () => `${lo} >= ${from()} and ${hi} <= ${to()}`;
      const sql: Record<Prefix, () => string> = {
        eq: contained,
        ne: () => `not (${contained()})`,
        gt: () => `${hi} > ${to()}`,
        lt: () => `${lo} < ${from()}`,
        ge: () => `${hi} > ${to()} or (${contained()})`,
        le: () => `${lo} < ${from()} or (${contained()})`,
        sa: () => `${lo} >= ${to()}`,
        eb: () => `${hi} <= ${from()}`,
        ap: () => `${lo} < ${to()} and ${hi} > ${from()}`,
      };
      return `(${sql[prefix]()})`;
    }),
  );
}

export function quantitySql(alias: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ prefix, text }) => {
      const [number, , unit] = splitEscaped(text, '|').map(unescapeValue);
      const range = quantityRange(number!);
      if (!range) throw new BadSearchValue(`${text} is not a number.`);
      const { value, low, high } = range;
      const column = `${alias}.num`;
      const between = (from: number, to: number) =>
        `${column} >= ${args.add(from)}::double precision and ${column} < ${args.add(to)}::double precision`;
      const compare = (sign: string) => `${column} ${sign} ${args.add(value)}::double precision`;
      const sql: Record<Prefix, () => string> = {
        eq: () => between(low, high),
        ne: () => `not (${between(low, high)})`,
        gt: () => compare('>'),
        lt: () => compare('<'),
        ge: () => compare('>='),
        le: () => compare('<='),
        sa: () => compare('>'),
        eb: () => compare('<'),
        ap: () => between(value - Math.abs(value) * 0.1, value + Math.abs(value) * 0.1),
      };
      return unit ? `(${sql[prefix]()} and ${alias}.unit = ${args.add(unit)})` : `(${sql[prefix]()})`;
    }),
  );
}

/** `near=latitude|longitude|distance|unit`: great-circle distance on a sphere of 6,371 km; km unless told. */
export function nearSql(alias: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ text }) => {
      const [latitude, longitude, distance, unit] = text.split('|');
      const [lat, lon, reach] = [Number(latitude), Number(longitude), Number(distance || 10)];
      if (
        !latitude ||
        !longitude ||
        [lat, lon, reach].some(Number.isNaN) ||
        !['km', 'm', '', undefined].includes(unit)
      ) {
        throw new BadSearchValue(`${text} is not latitude|longitude|distance|unit.`);
      }
      const metres = unit === 'm' ? reach : reach * 1000;
      const [y, x] = [`${args.add(lat)}::double precision`, `${args.add(lon)}::double precision`];
      return `(12742000 * asin(least(1, sqrt(power(sin(radians(${alias}.latitude - ${y}) / 2), 2)
        + cos(radians(${y})) * cos(radians(${alias}.latitude)) * power(sin(radians(${alias}.longitude - ${x}) / 2), 2))))
        <= ${args.add(metres)}::double precision)`;
    }),
  );
}
