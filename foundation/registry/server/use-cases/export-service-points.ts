// The register of service points as a sheet: what the list shows, in the reader's language, keepers shortened as there.
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { FindServicePointsQuery, ServicePointRow } from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import { pointRows } from './find-service-points.ts';

const permission = 'registry.service-point.read';

export async function exportServicePoints(
  parts: Parts,
  actor: Actor,
  query: FindServicePointsQuery,
  format: 'csv' | 'xlsx',
): Promise<Buffer> {
  const { kernel } = parts;
  const rows = await pointRows(parts, actor, query);
  const word = (code: string) => kernel.messages.render(actor.locale, `registry.${code}`);
  const list = (kind: string, codes: readonly string[]) => codes.map((code) => word(`${kind}.${code}`)).join('、');
  const cells: [string, (row: ServicePointRow) => string | number][] = [
    ['name', (row) => row.name],
    ['kind', (row) => word(`service-point.${row.kind}`)],
    ['township', (row) => row.townshipName],
    ['village', (row) => row.villageName],
    ['lon', (row) => row.position?.lon ?? ''],
    ['lat', (row) => row.position?.lat ?? ''],
    ['power', (row) => word(row.hasPower ? 'yes' : 'no')],
    ['network', (row) => word(`point-network.${row.network}`)],
    ['standards', (row) => list('point-standard', row.standards)],
    ['keeper', (row) => row.keeperName ?? ''],
    ['lacks', (row) => list('point-lack', row.lacks)],
  ];
  const sheet = await writeSheet(format, {
    name: word('point-sheet'),
    headings: cells.map(([code]) => word(`point-column.${code}`)),
    rows: rows.map((row) => cells.map(([, cell]) => cell(row))),
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission,
    outcome: 'success',
    detail: { exported: rows.length, format },
  });
  return sheet;
}
