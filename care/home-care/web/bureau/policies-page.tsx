// Rules of home care: what the county decides about home care, each policy from a day on: who is listed, how near a check-in is, what is refunded.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { homeCareRoutes } from '../../contract.ts';
import { policies, policyNames, type PolicyField, type PolicyName } from '../../rules/policy.ts';
import { HomeCareTabs } from '../home-care-tabs.tsx';
import styles from '../home-care.module.css';

export function PoliciesPage() {
  const { t } = useWords();
  const api = useApi();
  const standing = useQuery({
    queryKey: ['home-care', 'policies'],
    queryFn: ({ signal }) => api.call(homeCareRoutes.policies, { query: {}, signal }),
  });
  return (
    <>
      <PageHead title={t('homeCare.policiesTitle')} />
      <HomeCareTabs />
      <p className="quiet">{t('homeCare.policiesText')}</p>
      <QueryView query={standing} skeleton={<Skeleton lines={12} />}>
        {(data) => (
          <div className={styles['policies']}>
            {policyNames.map((name) => (
              <PolicyForm
                key={`${name} ${JSON.stringify(data.policies[name])}`}
                name={name}
                standing={data.policies[name]}
              />
            ))}
          </div>
        )}
      </QueryView>
    </>
  );
}

function PolicyForm({ name, standing }: { name: PolicyName; standing: Readonly<Record<string, number>> }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const today = dayOf(new Date());
  const [fromOn, setFromOn] = useState(today);
  const [values, setValues] = useState<Record<string, string>>({});
  const fields: [key: string, field: PolicyField][] = Object.entries(policies[name].fields);
  const valueOf = (key: string) => values[key] ?? String(standing[key]);
  const save = useMutation({
    mutationFn: () =>
      api.call(homeCareRoutes.setPolicy, {
        params: { policy: name },
        body: { fromOn, values: Object.fromEntries(fields.map(([key]) => [key, Number(valueOf(key))])) },
      }),
    onSuccess: () => {
      announce(t(fromOn > today ? 'homeCare.policySavedFrom' : 'homeCare.policySaved', { day: fromOn }));
      void queries.invalidateQueries({ queryKey: ['home-care'] });
    },
  });
  const wrong = isFailure(save.error) ? save.error.fieldIssues : {};
  return (
    <section className={styles['policy']}>
      <h2>{t(`homeCare.policy.${name}`)}</h2>
      <p className="quiet">{t(`homeCare.policyText.${name}`)}</p>
      <Form
        label={t(`homeCare.policy.${name}`)}
        verb={t('homeCare.policySave')}
        busy={save.isPending}
        onSubmit={() => save.mutate()}
      >
        {fields.map(([key, { unit, range }]) => (
          <NumberField
            key={key}
            name={key}
            label={t(`homeCare.policy.${key}`)}
            unit={t(`homeCare.unit.${unit}`)}
            range={{ possible: range, digits: 0 }}
            value={valueOf(key)}
            onChange={(value) => setValues({ ...values, [key]: value })}
            error={wrong[`values.${key}`]}
          />
        ))}
        <TextField name="fromOn" type="date" label={t('homeCare.fromOn')} value={fromOn} onChange={setFromOn} />
        {save.error && <Failure error={save.error} />}
      </Form>
    </section>
  );
}
