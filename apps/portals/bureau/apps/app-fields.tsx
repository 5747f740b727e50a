// The fields of an app; which of them stand there follows from its kind.
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { appKinds } from '#platform/apps-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import type { FormTrouble } from '#platform/ui/form/form.tsx';
import filters from '../filters.module.css';
import { keysState, type AppDraft } from './app-draft.ts';
import styles from './apps.module.css';
import { ScopesField } from './scopes-field.tsx';
import { firstScopes } from './usual-scopes.ts';

interface Props {
  draft: AppDraft;
  onChange: (draft: AppDraft) => void;
  isNew: boolean;
  troubles: readonly FormTrouble[];
}

export function AppFields({ draft, onChange, isNew, troubles }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<AppDraft>) => onChange({ ...draft, ...part });
  const errorOf = (field: string) => troubles.find((trouble) => trouble.field === field)?.text;
  const isBackend = draft.kind === 'backend';
  const state = keysState(draft);
  const keysError = state && state !== 'good' ? t(`bureau.app.keys.${state}`) : errorOf('jwks');
  return (
    <>
      {isNew && (
        <ChoiceField
          name="kind"
          label={t('bureau.app.kind')}
          hint={t(`bureau.app.kindText.${draft.kind}`)}
          value={draft.kind}
          onChange={(kind) => change({ kind, scopes: firstScopes(kind) })}
          choices={appKinds.map((value) => ({ value, label: t(`bureau.app.kind.${value}`) }))}
        />
      )}
      <TextField
        id="name"
        name="name"
        label={t('bureau.app.name')}
        hint={t('bureau.app.nameHint')}
        value={draft.name}
        onChange={(name) => change({ name })}
        autoComplete="off"
        error={errorOf('name')}
      />
      <TextField
        id="contact"
        name="contact"
        label={t('bureau.app.contact')}
        hint={t('bureau.app.contactHint')}
        value={draft.contact}
        onChange={(contact) => change({ contact })}
        autoComplete="off"
        error={errorOf('contact')}
      />
      {!isBackend && (
        <TextField
          id="redirectUris"
          name="redirectUris"
          label={t('bureau.app.redirects')}
          hint={t('bureau.app.redirectsHint')}
          lines={2}
          value={draft.redirects}
          onChange={(redirects) => change({ redirects })}
          error={errorOf('redirectUris')}
        />
      )}
      {isBackend && isNew && (
        <UnitField
          value={draft.orgUnitId}
          onChange={(orgUnitId) => change({ orgUnitId })}
          error={errorOf('orgUnitId')}
        />
      )}
      {isBackend && (
        <>
          <TextField
            id="jwks"
            name="jwks"
            label={t('bureau.app.keys')}
            hint={t(state === 'good' ? 'bureau.app.keys.good' : 'bureau.app.keysHint')}
            lines={6}
            value={draft.keys}
            onChange={(keys) => change({ keys })}
            error={keysError}
          />
          <TextField
            id="jwksUri"
            name="jwksUri"
            label={t('bureau.app.keysAddress')}
            optional
            value={draft.keysAddress}
            onChange={(keysAddress) => change({ keysAddress })}
            error={errorOf('jwksUri')}
          />
        </>
      )}
      <ScopesField
        kind={draft.kind}
        scopes={draft.scopes}
        onChange={(scopes) => change({ scopes })}
        error={errorOf('scopes')}
      />
    </>
  );
}

function UnitField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (unitId: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const units = useQuery({
    queryKey: ['org-units'],
    queryFn: ({ signal }) => api.call(registryRoutes.orgUnits, { query: {}, signal }),
    staleTime: 10 * 60_000,
  });
  return (
    <fieldset className={styles['scopes']}>
      <legend>{t('bureau.app.unit')}</legend>
      <Select
        id="orgUnitId"
        aria-label={t('bureau.app.unit')}
        showSearch={{ optionFilterProp: 'label' }}
        virtual
        loading={units.isPending}
        placeholder={t('bureau.app.unitHint')}
        value={value || undefined}
        options={(units.data?.units ?? []).map((unit) => ({ value: unit.unitId, label: unit.name }))}
        onChange={onChange}
      />
      <p className={filters['said']}>{error}</p>
    </fieldset>
  );
}
