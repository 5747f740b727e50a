// The roles of an account, each with the organisation unit where it holds.
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import filters from '../filters.module.css';
import { roleNames } from './role-names.ts';

export interface ChosenRole {
  role: string;
  orgUnitId: string;
}

export function RolesField({
  roles,
  onChange,
  error,
}: {
  roles: readonly ChosenRole[];
  onChange: (roles: ChosenRole[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const id = useId();
  const units = useQuery({
    queryKey: ['org-units'],
    queryFn: ({ signal }) => api.call(registryRoutes.orgUnits, { query: {}, signal }),
    staleTime: 10 * 60_000,
  });
  const places = (units.data?.units ?? []).map((unit) => ({ value: unit.unitId, label: unit.name }));
  const change = (index: number, part: Partial<ChosenRole>) =>
    onChange(roles.map((role, at) => (at === index ? { ...role, ...part } : role)));
  return (
    <fieldset className={filters['roles']} aria-describedby={`${id}-said`}>
      <legend>{t('bureau.account.roles')}</legend>
      {roles.map((role, index) => (
        <div key={index} className={filters['role']}>
          <Select
            aria-label={t('bureau.account.role')}
            value={role.role}
            options={roleNames.map((name) => ({ value: name, label: t(`ui.role.${name}`) }))}
            onChange={(value: string) => change(index, { role: value })}
          />
          <Select
            aria-label={t('bureau.account.place')}
            showSearch={{ optionFilterProp: 'label' }}
            virtual
            loading={units.isPending}
            placeholder={t('bureau.account.place')}
            value={role.orgUnitId || undefined}
            options={places}
            onChange={(value: string) => change(index, { orgUnitId: value })}
          />
          {roles.length > 1 && (
            <Button kind="quiet" onClick={() => onChange(roles.filter((_role, at) => at !== index))}>
              {t('bureau.account.removeRole')}
            </Button>
          )}
        </div>
      ))}
      <p id={`${id}-said`} className={filters['said']}>
        {error}
      </p>
      <div>
        <Button kind="quiet" icon="plus" onClick={() => onChange([...roles, { role: 'gp', orgUnitId: '' }])}>
          {t('bureau.account.addRole')}
        </Button>
      </div>
    </fieldset>
  );
}
