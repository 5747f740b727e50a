// Lets a relative act for a person: who, how they are related, for what and until when.
import { useId, useState, type ReactNode } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { householdRelations, proxyScopes, registryRoutes, type ProxyScope } from '../contract.ts';
import { longestYears, proxyOf, proxyTroubles, yearsOn, type ProxyDraft } from './proxy-draft.ts';
import styles from './registry.module.css';
import { useProxiesChanged } from './use-proxies.ts';
import { useTroubles } from './use-troubles.ts';

export const proxyFieldId = (field: string): string => `proxy-${field}`;
const relations = householdRelations.filter((one) => one !== 'head');

export interface ProxyFormProps {
  personId: string;
  proxy: { personId: string; name: string } | undefined;
  onDone: () => void;
  /** The field in which the relative is chosen, with its trouble. */
  renderWho: (error: string | undefined) => ReactNode;
}

export function ProxyForm({ personId, proxy, onDone, renderWho }: ProxyFormProps) {
  const { t, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const changed = useProxiesChanged(personId);
  const troublesOf = useTroubles(proxyFieldId);
  const { key } = useIdempotencyKey();
  const [today] = useState(() => dayOf(new Date()));
  const [relation, setRelation] = useState<ProxyDraft['relation']>('');
  const [scope, setScope] = useState<readonly ProxyScope[]>(['view-record']);
  const [toOn, setToOn] = useState(() => yearsOn(today, 1));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const draft: ProxyDraft = { proxyPersonId: proxy?.personId ?? '', relation, scope, toOn };
    const found = proxyTroubles(draft, today).map(({ field, code }) => ({
      field: proxyFieldId(field),
      text: t(`registry.proxyIssue.${code}`),
    }));
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const done = await api.call(registryRoutes.grantProxy, {
        params: { personId },
        body: proxyOf(draft),
        idempotencyKey: key,
      });
      await changed();
      announce(t('registry.proxyGranted', { name: done.proxyName, date: date(done.toOn) }));
      onDone();
    } catch (error) {
      setTroubles(troublesOf(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === proxyFieldId(field))?.text;
  return (
    <Form
      label={t('registry.proxyAdd')}
      verb={t('registry.proxyGrant')}
      troubles={troubles}
      busy={busy}
      onSubmit={() => void save()}
      beside={
        <Button kind="quiet" onClick={onDone}>
          {t('ui.leaveIt')}
        </Button>
      }
    >
      {renderWho(errorOf('proxyPersonId'))}
      <SelectField
        id={proxyFieldId('relation')}
        name="relation"
        label={t('registry.proxyRelation')}
        value={relation}
        onChange={(next) => setRelation(next as ProxyDraft['relation'])}
        choices={[
          ...(relation ? [] : [{ value: '', label: t('registry.choose') }]),
          ...relations.map((one) => ({ value: one, label: t(`registry.proxyRelation.${one}`) })),
        ]}
        error={errorOf('relation')}
      />
      <ScopeField chosen={scope} onChange={setScope} error={errorOf('scope')} />
      <TextField
        id={proxyFieldId('toOn')}
        name="toOn"
        type="date"
        label={t('registry.proxyTo')}
        hint={t('registry.proxyToHint', { count: longestYears })}
        max={yearsOn(today, longestYears)}
        value={toOn}
        onChange={setToOn}
        error={errorOf('toOn')}
      />
    </Form>
  );
}

interface ScopeFieldProps {
  chosen: readonly ProxyScope[];
  onChange: (chosen: readonly ProxyScope[]) => void;
  error: string | undefined;
}

function ScopeField({ chosen, onChange, error }: ScopeFieldProps) {
  const { t } = useWords();
  const said = useId();
  return (
    <fieldset id={proxyFieldId('scope')} tabIndex={-1} className={styles['scopes']} aria-describedby={said}>
      <legend>{t('registry.proxyScope')}</legend>
      {proxyScopes.map((one) => (
        <label key={one} className={styles['scope']}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={() => onChange(proxyScopes.filter((other) => (other === one) !== chosen.includes(other)))}
          />
          {t(`registry.scope.${one}`)}
        </label>
      ))}
      <p id={said} className={styles['said']}>
        {error && (
          <>
            <span aria-hidden="true">▲ </span>
            {error}
          </>
        )}
      </p>
    </fieldset>
  );
}
