// Rows of service items and packages: by county, code and first day, never overwritten.
import type { Day, Fen } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { KeyGroup } from '../../rules/key-group.ts';
import type { PackageItem, ServiceItem, ServicePackage } from '../../rules/package.ts';

interface ItemRow {
  code: string;
  name: string;
  text: string;
  forms: string[];
  visits: string[];
  validFrom: Day;
  validTo: Day | null;
  simulated: boolean;
}
interface PackageRow {
  code: string;
  name: string;
  group: KeyGroup | null;
  personFen: Fen;
  fundFen: Fen;
  publicHealthFen: Fen;
  items: PackageItem[];
  validFrom: Day;
  validTo: Day | null;
  simulated: boolean;
}
export interface Catalogue {
  services: ServiceItem[];
  packages: ServicePackage[];
}

/** All versions of a county, whatever the day. */
export async function readCatalogueOf(q: Sql, countyId: string): Promise<Catalogue> {
  const items = await q.query<ItemRow>(
    `select code, name, text, forms, visits, valid_from as "validFrom", valid_to as "validTo", simulated
     from family_doctor.service_item where county_id = $1 order by code, valid_from`,
    [countyId],
  );
  const packages = await q.query<PackageRow>(
    `select code, name, key_group as "group", person_fen as "personFen", fund_fen as "fundFen",
       public_health_fen as "publicHealthFen", items, valid_from as "validFrom", valid_to as "validTo", simulated
     from family_doctor.service_package where county_id = $1 order by code, valid_from`,
    [countyId],
  );
  return {
    services: items.map(({ forms, visits, validTo, ...rest }) => ({
      ...rest,
      countedBy: { ...(forms.length > 0 && { forms }), ...(visits.length > 0 && { visits }) },
      ...(validTo !== null && { validTo }),
    })),
    packages: packages.map(({ group, personFen, fundFen, publicHealthFen, validTo, ...rest }) => ({
      ...rest,
      ...(group !== null && { group }),
      amounts: { person: personFen, fund: fundFen, 'public-health': publicHealthFen },
      ...(validTo !== null && { validTo }),
    })),
  };
}

export interface Saved {
  countyId: string;
  at: Date;
  by: string;
}

/** False where the code has a row of this first day already. */
export async function insertItem(q: Sql, item: ServiceItem, saved: Saved): Promise<boolean> {
  const rows = await q.query(
    `insert into family_doctor.service_item
       (county_id, code, valid_from, valid_to, name, text, forms, visits, simulated, saved_at, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning code`,
    [
      saved.countyId,
      item.code,
      item.validFrom,
      item.validTo ?? null,
      item.name,
      item.text,
      item.countedBy.forms ?? [],
      item.countedBy.visits ?? [],
      item.simulated,
      saved.at,
      saved.by,
    ],
  );
  return rows.length > 0;
}

export async function insertPackage(q: Sql, one: ServicePackage, saved: Saved): Promise<boolean> {
  const rows = await q.query(
    `insert into family_doctor.service_package (county_id, code, valid_from, valid_to, name, key_group, person_fen, fund_fen,
       public_health_fen, items, simulated, saved_at, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13) on conflict do nothing returning code`,
    [
      saved.countyId,
      one.code,
      one.validFrom,
      one.validTo ?? null,
      one.name,
      one.group ?? null,
      one.amounts.person,
      one.amounts.fund,
      one.amounts['public-health'],
      JSON.stringify(one.items),
      one.simulated,
      saved.at,
      saved.by,
    ],
  );
  return rows.length > 0;
}
