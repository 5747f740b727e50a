// One person at one stop: who it is, what is due, what was measured and noted, the parts of the visit, and its end.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { PersonBanner } from '#platform/ui/person/person-banner.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { useParams } from 'react-router';
import { ContactCard } from './contact-card.tsx';
import { DueCard } from './due-card.tsx';
import { NotesCard } from './notes-card.tsx';
import { NotHere, PageHead } from './page-head.tsx';
import { PartsCard } from './parts-card.tsx';
import { levelOf } from './people-list.tsx';
import { knownId, nowHere, openRegistration } from './people-here.ts';
import { SignatureCard } from './signature-card.tsx';
import { personPath, stopPath, useAttendanceEdit, usePlace } from './use-place.ts';
import { VitalsCard } from './vitals-card.tsx';
import styles from './crew.module.css';

export function PersonPage() {
  const { t, instant } = useWords();
  const { engine, stop, here, attendance } = usePlace();
  const { personId: asked } = useParams();
  const edit = useAttendanceEdit();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  if (!stop || !here) return <NotHere />;
  const { person } = here;
  const values = shownValues(attendance);
  const { startedAt, endedAt } = values as { startedAt?: string; endedAt?: string | null };
  const unsent = openRegistration(engine, here.personId);
  const joined = asked !== undefined && knownId(engine, asked) !== asked;
  const end = async () => {
    setBusy(true);
    await edit({ endedAt: nowHere(engine).toISOString() });
    setBusy(false);
    announce(t('crew.endedNow'), async () => void (await edit({ endedAt: null })));
  };
  return (
    <div className={styles['stack']}>
      <PageHead back={stopPath(stop.visitId)} backLabel={t('crew.backToPeople', { village: stop.villageName })} />
      <PersonBanner
        person={{
          name: person.name,
          sex: person.sex,
          ...(person.birthOn && { bornOn: person.birthOn }),
          village: stop.villageName,
          ...(person.idTail && { cardTail: person.idTail }),
          simulated: person.simulated,
        }}
        health={{
          allergies: person.allergies.map((title) => ({ title, severe: false })),
          conditions: person.conditions.map(({ title }) => title),
          colours: person.colour ? [{ level: levelOf[person.colour], title: t(`crew.colour.${person.colour}`) }] : [],
        }}
      />
      {joined && (
        <p className={styles['notice']} role="status">
          ◆ {t('crew.joined')}
        </p>
      )}
      {unsent && (
        <p className={styles['notice']} role={unsent.refused === undefined ? undefined : 'alert'}>
          {unsent.refused === undefined ? t('crew.registeredHere') : `▲ ${unsent.refused}`}{' '}
          <Link to={`${personPath(stop.visitId, here.personId)}/particulars`}>{t('crew.correctRegistration')}</Link>
        </p>
      )}
      <div className={styles['line']}>
        {!startedAt && (
          <Button kind="primary" icon="visit" wide onClick={() => void edit({})}>
            {t('crew.start')}
          </Button>
        )}
        {startedAt && (
          <LevelTag level={endedAt ? 'green' : 'amber'}>
            {t(endedAt ? 'crew.endedAt' : 'crew.startedAt', { at: instant(endedAt ?? startedAt) })}
          </LevelTag>
        )}
        {startedAt && (
          <Link to={`${personPath(stop.visitId, here.personId)}/summary`} className={styles['action']}>
            <Icon name="print" />
            {t('crew.summary')}
          </Link>
        )}
      </div>
      <div className={styles['columns']}>
        <div className={styles['stack']}>
          <DueCard />
          <VitalsCard />
          {attendance && <PartsCard />}
        </div>
        <div className={styles['stack']}>
          {attendance && <NotesCard />}
          <ContactCard />
          {attendance && <SignatureCard />}
          {startedAt && !endedAt && (
            <Button kind="primary" icon="check" wide busy={busy} onClick={() => void end()}>
              {t('crew.end')}
            </Button>
          )}
          {endedAt && (
            <Button wide onClick={() => void edit({ endedAt: null })}>
              {t('crew.reopen')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
