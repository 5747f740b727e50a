// Rows of prices: in force on a day, added with a first day, never overwritten.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PriceItem } from '../../contract.ts';

const columns = `code, name, unit, amount_fen as "amountFen", insurance_class as "insuranceClass", kind,
  medicine_key as "medicineKey", valid_from as "validFrom", valid_to as "validTo", simulated`;
type Row = Omit<PriceItem, 'medicineKey' | 'validTo'> & { medicineKey: string | null; validTo: Day | null };
const onWire = ({ medicineKey, validTo, ...rest }: Row): PriceItem => ({
  ...rest,
  ...(medicineKey !== null && { medicineKey }),
  ...(validTo !== null && { validTo }),
});

/** The newest row of each code that has begun and not ended. */
export async function pricesOn(q: Sql, on: Day): Promise<PriceItem[]> {
  const rows = await q.query<Row>(
    `select distinct on (code) ${columns} from billing.price_item
     where valid_from <= $1 and (valid_to is null or valid_to >= $1) order by code, valid_from desc`,
    [on],
  );
  return rows.map(onWire);
}

/** How many are new; a row that says of a code and day what is known is left alone. */
export async function insertPrices(q: Sql, items: readonly PriceItem[]): Promise<number> {
  const rows = await q.query(
    `insert into billing.price_item
       (code, valid_from, valid_to, name, unit, amount_fen, insurance_class, kind, medicine_key, simulated)
     select * from unnest($1::text[], $2::date[], $3::date[], $4::text[], $5::text[], $6::integer[], $7::text[],
       $8::text[], $9::text[], $10::boolean[])
     on conflict (code, valid_from) do nothing returning code`,
    [
      items.map((one) => one.code),
      items.map((one) => one.validFrom),
      items.map((one) => one.validTo ?? null),
      items.map((one) => one.name),
      items.map((one) => one.unit),
      items.map((one) => one.amountFen),
      items.map((one) => one.insuranceClass),
      items.map((one) => one.kind),
      items.map((one) => one.medicineKey ?? null),
      items.map((one) => one.simulated),
    ],
  );
  return rows.length;
}

/** Those of these codes and days that stand already. */
export async function standingPrices(q: Sql, items: readonly PriceItem[]): Promise<PriceItem[]> {
  const rows = await q.query<Row>(
    `select ${columns} from billing.price_item
     where (code, valid_from) in (select * from unnest($1::text[], $2::date[]))`,
    [items.map((one) => one.code), items.map((one) => one.validFrom)],
  );
  return rows.map(onWire);
}
