// The crew's own check-in: with the place where the device stands, or with the reason why there is none.
import { useState } from 'react';
import { checkInIdOf } from '../../rules/crew/document-id.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { useDeviceSession, useEngine } from '#foundation/sync/web/use-device.tsx';
import { crewKinds, type StopRow } from '../../crew-contract.ts';
import type { CrewCheckIn } from '../../rules/crew/check-in-document.ts';
import { documentsOf, todayHere } from './people-here.ts';
import styles from './crew.module.css';

const patienceMilliseconds = 8_000;
type Position = NonNullable<CrewCheckIn['position']>;

/** Undefined where the device does not know or its user does not want to tell. */
const position = (): Promise<Position | undefined> =>
  new Promise((done) => {
    if (!('geolocation' in navigator)) return done(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        done({ lon: coords.longitude, lat: coords.latitude, accuracyMetres: Math.round(coords.accuracy) }),
      () => done(undefined),
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 60_000 },
    );
  });
const reasons = ['no-signal', 'terminal-broken', 'other-vehicle'] as const;

export function CheckInCard({ stop }: { stop: StopRow }) {
  const { t, instant, distance } = useWords();
  const engine = useEngine();
  const session = useDeviceSession();
  const [busy, setBusy] = useState(false);
  /** Where the device could not tell its place, somebody has to say why the entry is right. */
  const [asking, setAsking] = useState<'arrive' | 'leave'>();
  const document = documentsOf(engine, crewKinds.checkIn).find((one) =>
    one.fields['visitId']?.some(({ value }) => value === stop.visitId),
  );
  const values = shownValues(document) as { arrive?: CrewCheckIn; leave?: CrewCheckIn };
  const save = async (kind: 'arrive' | 'leave', reason: string, at: Position | undefined) => {
    const documentId = document?.documentId ?? (await checkInIdOf(stop.visitId));
    const entry: CrewCheckIn = { at: new Date().toISOString(), reason, ...(at && { position: at }) };
    await engine.edit({
      kind: crewKinds.checkIn,
      documentId,
      personId: stop.villageId,
      scopeId: stop.villageId,
      set: { ...(document ? {} : { visitId: stop.visitId }), [kind]: { ...entry } },
    });
    session.hurry();
    setAsking(undefined);
  };
  const begin = async (kind: 'arrive' | 'leave') => {
    setBusy(true);
    const at = await position();
    if (at) await save(kind, t('crew.checkIn.byHand'), at);
    else setAsking(kind);
    setBusy(false);
  };
  const away = (entry: CrewCheckIn | undefined) =>
    entry?.position && stop.at
      ? t('crew.checkIn.away', {
          distance: distance(distanceMetres([entry.position.lon, entry.position.lat], stop.at)),
        })
      : entry?.reason;
  const isToday = stop.on === todayHere(engine);
  return (
    <section className={styles['panel']} aria-label={t('crew.checkIn')}>
      <h2>{t('crew.checkIn')}</h2>
      {(['arrive', 'leave'] as const).map((kind) => {
        const entry = values[kind];
        return (
          entry && (
            <p key={kind} className={styles['line']}>
              <LevelTag level="green">{t(`crew.checkIn.${kind}d`, { at: instant(entry.at) })}</LevelTag>
              <span className="quiet">{away(entry)}</span>
            </p>
          )
        );
      })}
      {!isToday && <p className="quiet">{t('crew.checkIn.otherDay')}</p>}
      {isToday && asking && (
        <div className={styles['stack']}>
          <p>{t('crew.checkIn.noPlace')}</p>
          <div className={styles['buttons']}>
            {reasons.map((reason) => (
              <Button key={reason} onClick={() => void save(asking, t(`crew.checkIn.reason.${reason}`), undefined)}>
                {t(`crew.checkIn.reason.${reason}`)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {isToday && !asking && (
        <div className={styles['buttons']}>
          <Button
            kind={values.arrive ? 'plain' : 'primary'}
            icon="check"
            busy={busy}
            onClick={() => void begin('arrive')}
          >
            {t(values.arrive ? 'crew.checkIn.arriveAgain' : 'crew.checkIn.arrive')}
          </Button>
          {values.arrive && (
            <Button busy={busy} icon="leave" onClick={() => void begin('leave')}>
              {t(values.leave ? 'crew.checkIn.leaveAgain' : 'crew.checkIn.leave')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
