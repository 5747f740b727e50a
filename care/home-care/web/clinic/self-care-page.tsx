// 自理评估 of a person: what was found before, and a new assessment by either scale whose grade is seen while it is filled in.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { dayOf, yearsOn } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { knowledgeRoutes } from '#foundation/knowledge/contract.ts';
import type { Tone } from '#foundation/knowledge/rules/content.ts';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { focusFirstFault, FormView } from '#foundation/knowledge/web/form/form-view.tsx';
import { OutcomeView } from '#foundation/knowledge/web/form/outcome-view.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { PersonHeader, usePerson } from '#foundation/record/web/person-header.tsx';
import { homeCareRoutes, type Assessment } from '../../contract.ts';
import { selfCareInstruments, type SelfCareInstrument } from '../../rules/self-care-instruments.ts';
import { formOf } from '../../rules/instrument-form.ts';
import { ElderServices } from './elder-services.tsx';
import { mayAssess } from '../home-care-permissions.ts';
import styles from '../home-care.module.css';

const levels: Record<Tone, Level> = { normal: 'green', attention: 'amber', dangerous: 'red' };
const selfCareKey = (personId: string) => ['home-care', 'self-care', personId];

export function SelfCarePage() {
  const { t, date } = useWords();
  const { personId = '' } = useParams();
  const api = useApi();
  const assesses = useMay(mayAssess);
  const [adding, setAdding] = useState(false);
  const selfCare = useQuery({
    queryKey: selfCareKey(personId),
    queryFn: ({ signal }) => api.call(homeCareRoutes.selfCare, { params: { personId }, signal }),
  });
  return (
    <>
      <title>{t('homeCare.selfCare')}</title>
      <PersonHeader personId={personId} />
      <div className={styles['stack']}>
        <div className={styles['row']}>
          <h2>{t('homeCare.selfCare')}</h2>
          {selfCare.data?.elder.listed && (
            <LevelTag level="amber">{t('homeCare.listedSince', { on: date(selfCare.data.elder.listedOn!) })}</LevelTag>
          )}
          {assesses && !adding && (
            <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
              {t('homeCare.assess')}
            </Button>
          )}
        </div>
        {adding && <NewAssessment personId={personId} onDone={() => setAdding(false)} />}
        <QueryView query={selfCare} skeleton={<Skeleton lines={6} />}>
          {({ assessments }) =>
            assessments.length === 0 ? (
              !adding && <Empty title={t('homeCare.noAssessments')}>{t('homeCare.noAssessmentsText')}</Empty>
            ) : (
              <>
                {assessments.map((one) => (
                  <AssessmentCard key={one.assessmentId} assessment={one} />
                ))}
              </>
            )
          }
        </QueryView>
        <ElderServices personId={personId} />
      </div>
    </>
  );
}

function AssessmentCard({ assessment }: { assessment: Assessment }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  return (
    <section className={styles['card']}>
      <div className={styles['row']}>
        <strong>{t(`homeCare.scale.${assessment.instrument}`)}</strong>
        <LevelTag level={levels[assessment.tone]}>
          {t('homeCare.points', { score: assessment.score, grade: text(assessment.gradeName) })}
        </LevelTag>
        {assessment.status === 'draft' && <span className={styles['draft']}>{t('homeCare.draftScale')}</span>}
      </div>
      <p className="quiet">
        {[instant(assessment.assessedAt), assessment.assessedByName, assessment.organisationName]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  );
}

interface Draft {
  assessmentId: string;
  instrument: SelfCareInstrument;
  answers: Answers;
}

function NewAssessment({ personId, onDone }: { personId: string; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const draft = useDraft<Draft>(me.account, `self-care.${personId}`, () => ({
    assessmentId: newId(),
    instrument: 'elderly-self-care',
    answers: {},
  }));
  const instruments = useQuery({
    queryKey: ['knowledge', 'instruments'],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.instruments, { signal }),
    staleTime: 3_600_000,
  });
  return (
    <QueryView query={instruments} skeleton={<Skeleton lines={8} />}>
      {(all) => {
        const instrument = all.instruments.find(({ id }) => id === draft.value.instrument);
        return (
          <section className={styles['card']} aria-label={t('homeCare.assess')}>
            <ChoiceField
              name="instrument"
              label={t('homeCare.scale')}
              value={draft.value.instrument}
              onChange={(next) => draft.change({ instrument: next, answers: {} })}
              choices={selfCareInstruments.map((value) => ({ value, label: t(`homeCare.scale.${value}`) }))}
            />
            {draft.restored && <p className="quiet">{t('ui.form.draft')}</p>}
            {instrument && (
              <Scale
                key={instrument.id}
                personId={personId}
                instrument={instrument}
                draft={draft.value}
                onAnswers={(answers) => draft.change({ answers })}
                onLeave={onDone}
                onSaved={() => {
                  draft.clear();
                  onDone();
                }}
              />
            )}
          </section>
        );
      }}
    </QueryView>
  );
}

interface ScaleProps {
  personId: string;
  instrument: Instrument;
  draft: Draft;
  onAnswers: (answers: Answers) => void;
  onLeave: () => void;
  onSaved: () => void;
}
function Scale({ personId, instrument, draft, onAnswers, onLeave, onSaved }: ScaleProps) {
  const { t } = useWords();
  const text = useLocalText();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const person = usePerson(personId);
  const place = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const form = useMemo(() => formOf(instrument), [instrument]);
  const today = dayOf(new Date());
  const age = person.data?.birthOn ? yearsOn(person.data.birthOn, today) : undefined;
  const result = evaluateInstrument(instrument, { ...draft.answers, ...(age !== undefined && { age }) });
  const nameOf = (key: string) => {
    const input = instrument.inputs.find((one) => one.key === key);
    return input ? text(input.label) : key;
  };
  const save = async () => {
    setTried(true);
    const filled = evaluateForm(form, draft.answers, today);
    if (place.current && focusFirstFault(place.current, filled)) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const reply = await api.call(homeCareRoutes.assess, {
        params: { personId },
        body: {
          assessmentId: draft.assessmentId,
          instrument: draft.instrument,
          version: instrument.version,
          values: draft.answers as Record<string, string>,
          assessedAt: new Date().toISOString(),
        },
        idempotencyKey: draft.assessmentId,
      });
      queries.setQueryData(selfCareKey(personId), reply);
      void queries.invalidateQueries({ queryKey: ['home-care'] });
      announce(
        t(reply.openedOrderId ? 'homeCare.savedOpened' : reply.entered ? 'homeCare.savedEntered' : 'homeCare.saved'),
      );
      onSaved();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div ref={place}>
      <FormView definition={form} answers={draft.answers} onChange={onAnswers} today={today} showFaults={tried} />
      <div className={styles['sticky']}>
        <OutcomeView result={result} nameOf={nameOf} />
        {failure !== undefined && <Failure error={failure} safe={t('homeCare.kept')} />}
        <div className={`${styles['row']} ${styles['wide']}`}>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t('homeCare.save')}
          </Button>
          <Button kind="quiet" onClick={onLeave}>
            {t('homeCare.later')}
          </Button>
        </div>
      </div>
    </div>
  );
}
