// 护士资质: who may go to people's homes, with licence, practice, training and until when; entered, prolonged, suspended.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { homeCareRoutes, type NurseRow } from '../contract.ts';
import { serviceCategories, type ServiceCategory } from '../rules/catalogue-item.ts';
import { mayEnterQualification } from './home-care-permissions.ts';
import { HomeCareTabs } from './home-care-tabs.tsx';
import styles from './home-care.module.css';

export function NursesPage() {
  const { t, date } = useWords();
  const api = useApi();
  const enters = useMay(mayEnterQualification);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<NurseRow>();
  const nurses = useQuery({
    queryKey: ['home-care', 'nurses'],
    queryFn: ({ signal }) => api.call(homeCareRoutes.nurses, { signal }),
  });
  const columns: WorklistColumn<NurseRow>[] = [
    {
      key: 'name',
      title: t('homeCare.nurse'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.qualification?.simulated && <SimulatedBadge />}
        </>
      ),
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      key: 'organisation',
      title: t('homeCare.institution'),
      render: (row) => row.organisationName,
      sort: (a, b) => a.organisationName.localeCompare(b.organisationName, 'zh-CN'),
    },
    {
      key: 'state',
      title: t('homeCare.nurseState'),
      render: (row) => (
        <LevelTag level={row.hindrance ? (row.hindrance === 'not-entered' ? 'amber' : 'red') : 'green'}>
          {t(`homeCare.hindrance.${row.hindrance ?? 'none'}`)}
        </LevelTag>
      ),
    },
    { key: 'licence', title: t('homeCare.licence'), render: (row) => row.qualification?.licence ?? '—' },
    {
      key: 'since',
      title: t('homeCare.practisingSince'),
      render: (row) => (row.qualification ? date(row.qualification.practisingSinceOn) : '—'),
    },
    {
      key: 'trainings',
      title: t('homeCare.trainings'),
      render: (row) =>
        row.qualification?.trainings.map((one) => t(`homeCare.category.${one}`)).join(t('ui.comma')) || '—',
    },
    {
      key: 'until',
      title: t('homeCare.validUntil'),
      render: (row) => (row.qualification ? date(row.qualification.validUntilOn) : '—'),
      sort: (a, b) => (a.qualification?.validUntilOn ?? '').localeCompare(b.qualification?.validUntilOn ?? ''),
    },
    {
      key: 'act',
      title: '',
      render: (row) =>
        enters && (
          <Button onClick={() => setChosen(row)}>
            {t(row.qualification ? 'homeCare.changeQualification' : 'homeCare.enterQualification')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('homeCare.nurses')} />
      <HomeCareTabs />
      {chosen && <QualificationForm key={chosen.nurseId} nurse={chosen} onDone={() => setChosen(undefined)} />}
      <TextField name="text" label={t('homeCare.findNurse')} value={text} onChange={setText} />
      <QueryView query={nurses} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('homeCare.nurses')}
            columns={columns}
            rows={data.nurses.filter((row) => `${row.name} ${row.organisationName}`.includes(text.trim()))}
            rowKey={(row) => row.nurseId}
            empty={<Empty title={t('homeCare.noNurses')}>{t('homeCare.noNursesText')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}

function QualificationForm({ nurse, onDone }: { nurse: NurseRow; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const held = nurse.qualification;
  const [value, setValue] = useState(() => ({
    licence: held?.licence ?? '',
    practisingSinceOn: held?.practisingSinceOn ?? '',
    trainings: held?.trainings ?? ([] as ServiceCategory[]),
    validUntilOn: held?.validUntilOn ?? '',
    suspended: held?.suspended ?? false,
  }));
  const [troubles, setTroubles] = useState<{ text: string }[]>([]);
  const save = useMutation({
    mutationFn: () =>
      api.call(homeCareRoutes.saveQualification, {
        params: { nurseId: nurse.nurseId },
        body: { ...value, licence: value.licence.trim(), version: held?.version ?? 0 },
      }),
    onSuccess: () => {
      announce(t('homeCare.qualificationSaved', { name: nurse.name }));
      void queries.invalidateQueries({ queryKey: ['home-care', 'nurses'] });
      onDone();
    },
  });
  const submit = () => {
    const found = [
      ...(/^[0-9A-Za-z]{6,24}$/.test(value.licence.trim()) ? [] : [{ text: t('homeCare.licenceWrong') }]),
      ...(value.practisingSinceOn && value.practisingSinceOn <= dayOf(new Date())
        ? []
        : [{ text: t('homeCare.sinceWrong') }]),
      ...(value.validUntilOn ? [] : [{ text: t('homeCare.untilWrong') }]),
    ];
    setTroubles(found);
    if (found.length === 0) save.mutate();
  };
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.qualificationOf', { name: nurse.name })}</h2>
      <Form
        label={t('homeCare.qualificationOf', { name: nurse.name })}
        verb={t('homeCare.save')}
        troubles={troubles}
        busy={save.isPending}
        onSubmit={submit}
        beside={
          <Button kind="quiet" onClick={onDone}>
            {t('homeCare.later')}
          </Button>
        }
      >
        <TextField
          name="licence"
          label={t('homeCare.licence')}
          value={value.licence}
          onChange={(licence) => setValue({ ...value, licence })}
        />
        <TextField
          name="practisingSinceOn"
          type="date"
          label={t('homeCare.practisingSince')}
          value={value.practisingSinceOn}
          onChange={(practisingSinceOn) => setValue({ ...value, practisingSinceOn })}
        />
        <TextField
          name="validUntilOn"
          type="date"
          label={t('homeCare.validUntil')}
          value={value.validUntilOn}
          onChange={(validUntilOn) => setValue({ ...value, validUntilOn })}
        />
        <fieldset className={styles['row']}>
          <legend>{t('homeCare.trainings')}</legend>
          {serviceCategories.map((one) => (
            <label key={one}>
              <input
                type="checkbox"
                checked={value.trainings.includes(one)}
                onChange={(event) =>
                  setValue({
                    ...value,
                    trainings: event.target.checked
                      ? [...value.trainings, one]
                      : value.trainings.filter((other) => other !== one),
                  })
                }
              />{' '}
              {t(`homeCare.category.${one}`)}
            </label>
          ))}
        </fieldset>
        <ChoiceField
          name="suspended"
          label={t('homeCare.nurseState')}
          value={value.suspended ? 'yes' : 'no'}
          onChange={(next) => setValue({ ...value, suspended: next === 'yes' })}
          choices={[
            { value: 'no', label: t('homeCare.hindrance.none') },
            { value: 'yes', label: t('homeCare.hindrance.suspended') },
          ]}
        />
        {save.error && <Failure error={save.error} safe={t('homeCare.kept')} />}
      </Form>
    </section>
  );
}
