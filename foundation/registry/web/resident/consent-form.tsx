// Lets an organisation see the record or treat: which one, what for, how much and until when.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import {
  consentPurposes,
  consentRoutes,
  consentScopes,
  type ConsentPurpose,
  type ConsentScope,
} from '../../consent-contract.ts';
import { registryRoutes, type Organisation } from '../../contract.ts';
import { longestConsentYears } from '../../rules/consent.ts';
import { useTroubles } from '../use-troubles.ts';

const fieldId = (field: string): string => `consent-${field}`;
/** Those that treat, hospitals first. */
const treating = ['hospital', 'health-centre', 'clinic', 'private-institution'];
const kindOrder = (one: Organisation): number => treating.indexOf(one.kind);

export function ConsentForm({ personId, onDone }: { personId: string; onDone: () => void }) {
  const { t, date } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troublesOf = useTroubles(fieldId);
  const [today] = useState(() => dayOf(new Date()));
  const [consentId] = useState(() => crypto.randomUUID());
  const [organisationId, setOrganisationId] = useState('');
  const [purpose, setPurpose] = useState<ConsentPurpose>('treatment');
  const [scope, setScope] = useState<ConsentScope>('see');
  const [toOn, setToOn] = useState(() => {
    const month = new Date(`${today}T00:00:00Z`);
    month.setUTCDate(month.getUTCDate() + 30);
    return month.toISOString().slice(0, 10);
  });
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const organisations = useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => api.call(registryRoutes.organisations, { query: {}, signal }),
  });
  const give = async () => {
    const found: FormTrouble[] = [
      ...(organisationId ? [] : [{ field: fieldId('organisationId'), text: t('registry.consentIssue.who') }]),
      ...(toOn >= today ? [] : [{ field: fieldId('toOn'), text: t('registry.proxyIssue.past') }]),
    ];
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const done = await api.call(consentRoutes.give, {
        params: { personId },
        body: { consentId, organisationId, purpose, scope, toOn },
      });
      announce(t('registry.consentGiven', { name: done.organisationName, date: date(done.toOn) }));
      await queries.invalidateQueries({ queryKey: ['consents', personId] });
      onDone();
    } catch (error) {
      setTroubles(troublesOf(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === fieldId(field))?.text;
  return (
    <QueryView query={organisations}>
      {({ organisations: all }) => (
        <Form
          label={t('registry.consentAdd')}
          verb={t('registry.consentGive')}
          troubles={troubles}
          busy={busy}
          onSubmit={() => void give()}
          beside={
            <Button kind="quiet" onClick={onDone}>
              {t('registry.back')}
            </Button>
          }
        >
          <div id={fieldId('organisationId')} tabIndex={-1}>
            <SelectField
              name="organisation"
              label={t('registry.consentWho')}
              value={organisationId}
              onChange={setOrganisationId}
              error={errorOf('organisationId')}
              choices={[
                { value: '', label: t('registry.consentChoose') },
                ...all
                  .filter((one) => kindOrder(one) >= 0)
                  .toSorted((a, b) => kindOrder(a) - kindOrder(b) || a.name.localeCompare(b.name, 'zh-CN'))
                  .map((one) => ({ value: one.organisationId, label: one.name })),
              ]}
            />
          </div>
          <ChoiceField
            name="scope"
            label={t('registry.consentWhat')}
            value={scope}
            onChange={setScope}
            choices={consentScopes.map((one) => ({ value: one, label: t(`registry.consentScope.${one}`) }))}
          />
          <SelectField
            name="purpose"
            label={t('registry.consentWhy')}
            value={purpose}
            onChange={(next) => setPurpose(next as ConsentPurpose)}
            choices={consentPurposes.map((one) => ({ value: one, label: t(`registry.consentPurpose.${one}`) }))}
          />
          <TextField
            id={fieldId('toOn')}
            name="toOn"
            type="date"
            label={t('registry.proxyTo')}
            hint={t('registry.proxyToHint', { count: longestConsentYears })}
            value={toOn}
            onChange={setToOn}
            error={errorOf('toOn')}
          />
        </Form>
      )}
    </QueryView>
  );
}
