// Begins a round: which template, whom of the own villages, on which ways; one button asks them all.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { followUpRoutes, type AudiencePerson, type AudienceQuery } from '../../contract.ts';
import { clockText } from '../clock-text.ts';
import { channels, type Channel } from '../../rules/reach.ts';
import styles from '../follow-up.module.css';

const groups = ['hypertension', 'diabetes', 'elderly', 'all'] as const;

export function NewRoundPage() {
  const { t } = useWords();
  const api = useApi();
  const go = useNavigate();
  const [roundId] = useState(newId);
  const [templateId, setTemplateId] = useState('');
  const [typedName, setName] = useState<string>();
  const [disease, setDisease] = useState<AudienceQuery['disease']>('hypertension');
  const [villageId, setVillageId] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [ways, setWays] = useState<readonly Channel[]>(channels);
  const templates = useQuery({
    queryKey: ['follow-up', 'templates'],
    queryFn: ({ signal }) => api.call(followUpRoutes.templates, { signal }),
  });
  const audience = useQuery({
    queryKey: ['follow-up', 'audience', disease, villageId],
    queryFn: ({ signal }) =>
      api.call(followUpRoutes.audience, { query: { disease, ...(villageId && { villageId }) }, signal }),
  });
  const released = (templates.data?.templates ?? []).filter(
    ({ release, retired }) => release !== undefined && !retired,
  );
  const template = released.find((one) => one.templateId === templateId) ?? released[0];
  const name = typedName ?? template?.template.title ?? '';
  const voice = audience.data?.voice ?? 'none';
  const times = audience.data?.times;
  const offered = channels.filter((channel) => channel !== 'voice' || voice !== 'none');
  const chosenWays = ways.filter((channel) => offered.includes(channel));
  const reachable = ({ hasPhone, hasAccount, hasTelevision, refused }: AudiencePerson) =>
    chosenWays.some((way) => {
      if (way === 'staff') return hasPhone;
      return !refused && (way === 'app' ? hasAccount : way === 'tv' ? hasTelevision : hasPhone);
    });
  const people = audience.data?.people ?? [];
  const chosen = people.filter((one) => !left.has(one.personId) && reachable(one));
  const start = useMutation({
    mutationFn: () =>
      api.call(followUpRoutes.startRound, {
        body: {
          roundId,
          templateId: template!.templateId,
          name,
          personIds: chosen.map(({ personId }) => personId),
          channels: chosenWays,
        },
      }),
    onSuccess: () => go(`/follow-up/rounds/${roundId}`, { replace: true }),
  });
  const columns: WorklistColumn<AudiencePerson>[] = [
    {
      key: 'name',
      title: t('followUp.person'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {t('followUp.years', { count: row.age })}
        </>
      ),
    },
    { key: 'village', title: t('followUp.village'), render: (row) => row.villageName },
    {
      key: 'reach',
      title: t('followUp.reach'),
      render: (row) =>
        [
          row.hasAccount && t('followUp.channel.app'),
          row.hasTelevision && t('followUp.channel.tv'),
          row.hasPhone && t('followUp.hasPhone'),
          row.refused && t('followUp.hasRefused'),
        ]
          .filter(Boolean)
          .join('、') || t('followUp.noWay'),
    },
  ];
  return (
    <>
      <PageHead title={t('followUp.startNew')} />
      <QueryView query={templates} skeleton={<Skeleton lines={4} />}>
        {() =>
          template ? (
            <section className={styles['card']} aria-label={t('followUp.what')}>
              <div className={styles['row']}>
                <SelectField
                  name="template"
                  label={t('followUp.template')}
                  value={template.templateId}
                  onChange={setTemplateId}
                  choices={released.map((one) => ({ value: one.templateId, label: one.template.title }))}
                />
                <TextField name="name" label={t('followUp.roundName')} value={name} onChange={setName} />
              </div>
              <fieldset className={styles['row']}>
                <legend>{t('followUp.ways')}</legend>
                {offered.map((channel) => (
                  <label key={channel}>
                    <input
                      type="checkbox"
                      checked={ways.includes(channel)}
                      onChange={(event) =>
                        setWays(channels.filter((one) => (one === channel ? event.target.checked : ways.includes(one))))
                      }
                    />{' '}
                    {t(`followUp.way.${channel}`)}
                    {channel === 'voice' && voice === 'simulated' && (
                      <>
                        {' '}
                        <SimulatedBadge />
                      </>
                    )}
                  </label>
                ))}
              </fieldset>
              {times && (
                <p className="quiet">
                  {t('followUp.hours', {
                    from: clockText(times.fromMinute),
                    to: clockText(times.toMinute),
                    attempts: times.attempts,
                    hours: times.hoursBetween,
                    days: times.openDays,
                  })}{' '}
                  {times.assumed && t('followUp.hoursAssumed')}
                </p>
              )}
              {audience.data && voice === 'none' && <p className="quiet">{t('followUp.noVoice')}</p>}
            </section>
          ) : (
            <Empty title={t('followUp.noTemplates')}>
              <Link to="/follow-up/templates">{t('followUp.writeOne')}</Link>
            </Empty>
          )
        }
      </QueryView>
      <section className={styles['card']} aria-label={t('followUp.whom')}>
        <div className={styles['row']}>
          <SelectField
            name="disease"
            label={t('followUp.group')}
            value={disease}
            onChange={(next) => setDisease(next as AudienceQuery['disease'])}
            choices={groups.map((one) => ({ value: one, label: t(`followUp.group.${one}`) }))}
          />
          <SelectField
            name="village"
            label={t('followUp.village')}
            value={villageId}
            onChange={setVillageId}
            choices={[
              { value: '', label: t('followUp.allVillages') },
              ...(audience.data?.villages ?? []).map((one) => ({ value: one.villageId, label: one.name })),
            ]}
          />
        </div>
        <QueryView query={audience} skeleton={<Skeleton lines={8} />}>
          {(data) => (
            <>
              {data.cut && <p>{t('followUp.cut')}</p>}
              <Worklist
                label={t('followUp.whom')}
                columns={columns}
                rows={data.people}
                rowKey={(row) => row.personId}
                selection={{
                  chosen: chosen.map(({ personId }) => personId),
                  onChange: (ids) =>
                    setLeft(new Set(data.people.map(({ personId }) => personId).filter((id) => !ids.includes(id)))),
                  nameOf: (row) => row.name,
                }}
                empty={<Empty title={t('followUp.nobody')}>{t('followUp.nobodyToAsk')}</Empty>}
              />
            </>
          )}
        </QueryView>
      </section>
      {start.error && <Failure error={start.error} />}
      <p>
        <Button
          kind="primary"
          busy={start.isPending}
          disabled={!template || chosen.length === 0 || name.trim() === ''}
          onClick={() => start.mutate()}
        >
          {t('followUp.start', { count: chosen.length })}
        </Button>
      </p>
    </>
  );
}
