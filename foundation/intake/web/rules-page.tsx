// 出借规则: by which rule devices are lent in the county, and when somebody counts as having stopped; set from a day on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { lendingColours, lendingDays, lendingRoutes, type LendingPolicy } from '../lending-contract.ts';
import { DeviceTabs } from './device-tabs.tsx';
import { intakeKey } from './use-intake.ts';
import styles from './intake.module.css';

export function LendingRulesPage() {
  const { t } = useWords();
  const api = useApi();
  const standing = useQuery({
    queryKey: [...intakeKey, 'lending-policy'],
    queryFn: ({ signal }) => api.call(lendingRoutes.policy, { signal }),
  });
  return (
    <>
      <PageHead title={t('intake.rulesTitle')} />
      <DeviceTabs />
      <QueryView query={standing} skeleton={<Skeleton lines={10} />}>
        {({ policy, assumed }) => (
          <section className={styles['rules']}>
            <p className="quiet">{t(assumed ? 'intake.rulesAssumed' : 'intake.rulesText')}</p>
            <RulesForm key={JSON.stringify(policy)} standing={policy} />
          </section>
        )}
      </QueryView>
    </>
  );
}

const dayFields = ['stoppedAfterDays', 'remindEveryDays'] as const;

function RulesForm({ standing }: { standing: LendingPolicy }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const today = dayOf(new Date());
  const [fromOn, setFromOn] = useState(today);
  const [colours, setColours] = useState(standing.colours);
  const [exceptionAllowed, setExceptionAllowed] = useState(standing.exceptionAllowed);
  const [days, setDays] = useState({
    stoppedAfterDays: String(standing.stoppedAfterDays),
    remindEveryDays: String(standing.remindEveryDays),
  });
  const save = useMutation({
    mutationFn: () =>
      api.call(lendingRoutes.setPolicy, {
        body: {
          fromOn,
          colours,
          exceptionAllowed,
          stoppedAfterDays: Number(days.stoppedAfterDays),
          remindEveryDays: Number(days.remindEveryDays),
        },
      }),
    onSuccess: () => {
      announce(t(fromOn > today ? 'intake.rulesSavedFrom' : 'intake.rulesSaved', { day: fromOn }));
      void queries.invalidateQueries({ queryKey: intakeKey });
    },
  });
  const wrong = isFailure(save.error) ? save.error.fieldIssues : {};
  return (
    <Form
      label={t('intake.rulesTitle')}
      verb={t('intake.rulesSave')}
      busy={save.isPending}
      onSubmit={() => save.mutate()}
    >
      <fieldset className={styles['boxes']}>
        <legend>{t('intake.rulesColours')}</legend>
        <p className="quiet">{t('intake.rulesColoursHint')}</p>
        {lendingColours.map((colour) => (
          <label key={colour} className={styles['box']}>
            <input
              type="checkbox"
              name={colour}
              checked={colours.includes(colour)}
              onChange={({ target }) =>
                setColours(lendingColours.filter((one) => (one === colour ? target.checked : colours.includes(one))))
              }
            />
            {t(`intake.ground.colour-${colour}`)}
          </label>
        ))}
      </fieldset>
      <ChoiceField
        name="exceptionAllowed"
        label={t('intake.rulesException')}
        value={exceptionAllowed ? 'yes' : 'no'}
        onChange={(value) => setExceptionAllowed(value === 'yes')}
        choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`intake.rulesException.${value}`) }))}
      />
      {dayFields.map((key) => (
        <NumberField
          key={key}
          name={key}
          label={t(`intake.${key}`)}
          unit={t('intake.days')}
          range={{ possible: lendingDays[key], digits: 0 }}
          value={days[key]}
          onChange={(value) => setDays({ ...days, [key]: value })}
          error={wrong[key]}
        />
      ))}
      <TextField
        name="fromOn"
        type="date"
        label={t('intake.rulesFromOn')}
        value={fromOn}
        onChange={setFromOn}
        error={wrong['fromOn']}
      />
      {save.error && Object.keys(wrong).length === 0 && <Failure error={save.error} />}
    </Form>
  );
}
