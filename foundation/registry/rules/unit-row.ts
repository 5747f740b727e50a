// Reads rows of the organisation sheet: divisions from the province down to villages, and institutions, each under its parent.
import type { OrganisationKind, OrgUnitKind } from '../contract.ts';
import { Cells, type RowReading, type SheetRow } from './import-row.ts';

export const unitColumns = ['编号', '名称', '类别', '上级编号', '电话', '地址'] as const;

export interface SheetUnit {
  code: string;
  name: string;
  kind: Exclude<OrgUnitKind, 'team'>;
  /** A neighbourhood community (社区) rather than a village. */
  community: boolean;
  parentCode?: string;
  phone?: string;
  address?: string;
}

const kindWords: Record<string, SheetUnit['kind']> = {
  省: 'province',
  市: 'city',
  县: 'county',
  区: 'county',
  县区: 'county',
  乡镇: 'township',
  镇: 'township',
  乡: 'township',
  街道: 'township',
  村: 'village',
  社区: 'village',
  医院: 'hospital',
  卫生院: 'health-centre',
  社区卫生服务中心: 'health-centre',
  卫生室: 'clinic',
  急救中心: 'emergency-centre',
  急救站: 'emergency-station',
  民营机构: 'private-institution',
  卫生健康局: 'bureau',
};
const divisions = new Set<OrgUnitKind>(['province', 'city', 'county', 'township', 'village']);
export const isDivision = (kind: OrgUnitKind): kind is 'province' | 'city' | 'county' | 'township' | 'village' =>
  divisions.has(kind);
export const isOrganisation = (kind: SheetUnit['kind']): kind is OrganisationKind => !isDivision(kind);

export function readUnitRow(row: SheetRow): RowReading<SheetUnit> {
  const cells = new Cells(row);
  const code = cells.required('编号');
  const name = cells.required('名称');
  const kind = cells.word('类别', kindWords);
  if (cells.text('类别') === undefined) cells.fault('类别', 'registry.import-missing');
  return cells.finish({
    code,
    name,
    kind: kind ?? 'village',
    community: cells.text('类别') === '社区',
    parentCode: cells.text('上级编号'),
    phone: cells.phone(),
    address: cells.text('地址'),
  });
}

export interface NumberedUnit extends SheetUnit {
  row: number;
}

/** Parents before their children; what is left over hangs on an unknown parent or in a circle. */
export function inOrderOfDescent(
  units: readonly NumberedUnit[],
  standing: ReadonlySet<string>,
): { ordered: NumberedUnit[]; orphans: NumberedUnit[] } {
  const placed = new Set(standing);
  const ordered: NumberedUnit[] = [];
  let waiting = [...units];
  for (;;) {
    const ready = waiting.filter((unit) => unit.parentCode === undefined || placed.has(unit.parentCode));
    if (ready.length === 0) return { ordered, orphans: waiting };
    for (const unit of ready) placed.add(unit.code);
    ordered.push(...ready);
    waiting = waiting.filter((unit) => !placed.has(unit.code));
  }
}
