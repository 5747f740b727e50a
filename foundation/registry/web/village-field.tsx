// Township, then village: two short lists instead of one of more than three hundred names.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useMe } from '#platform/ui/portal/session.ts';
import { registryRoutes, type OrgUnit } from '../contract.ts';
import styles from './registry.module.css';

export function useUnits() {
  const api = useApi();
  return useQuery({
    queryKey: ['org-units'],
    queryFn: ({ signal }) => api.call(registryRoutes.orgUnits, { query: {}, signal }),
    staleTime: 10 * 60_000,
  });
}

/** The division of a kind on the way from a unit up to the root. */
function above(units: readonly OrgUnit[], unitId: string | undefined, kind: OrgUnit['kind']): OrgUnit | undefined {
  const unit = units.find((one) => one.unitId === unitId);
  return unit && unit.kind !== kind ? above(units, unit.parentId, kind) : unit;
}

export interface VillageFieldProps {
  id: string;
  value: string;
  onChange: (villageId: string) => void;
  error: string | undefined;
  /** A village that is registered can be changed, not taken away. */
  optional: boolean;
}

export function VillageField({ id, value, onChange, error, optional }: VillageFieldProps) {
  const { t } = useTranslation();
  const me = useMe();
  const units = useUnits().data?.units ?? [];
  const [chosen, setChosen] = useState<string>();
  const home = me.roles.map((role) => above(units, role.orgUnitId, 'township')).find(Boolean);
  const township = chosen ?? above(units, value, 'township')?.unitId ?? home?.unitId ?? '';
  const county = above(units, township, 'county')?.unitId ?? above(units, me.roles[0]?.orgUnitId, 'county')?.unitId;
  const townships = units.filter((one) => one.kind === 'township' && (!county || one.parentId === county));
  const villages = units.filter((one) => one.kind === 'village' && one.parentId === township);
  const named = ({ unitId, name }: OrgUnit) => ({ value: unitId, label: name });
  return (
    <div className={styles['pair']}>
      <SelectField
        name="township"
        label={t('registry.township')}
        value={township}
        onChange={(next) => {
          setChosen(next);
          if (optional) onChange('');
        }}
        choices={[...(township ? [] : [{ value: '', label: t('registry.choose') }]), ...townships.map(named)]}
      />
      <SelectField
        id={id}
        name="villageId"
        label={t('registry.village')}
        value={villages.some((one) => one.unitId === value) ? value : ''}
        onChange={onChange}
        choices={[{ value: '', label: t(optional ? 'registry.noVillage' : 'registry.choose') }, ...villages.map(named)]}
        error={error}
        optional={optional}
      />
    </div>
  );
}
