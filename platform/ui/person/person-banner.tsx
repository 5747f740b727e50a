// The person on top of every clinical screen: who it is, what is dangerous, who is responsible, why we may look.
import type { ReactNode } from 'react';
import type { Day } from '#platform/contract.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { SimulatedBadge } from '../states/badges.tsx';
import { LevelTag, type Level } from '../states/level.tsx';
import styles from './person-banner.module.css';

export interface BannerPerson {
  name: string;
  sex: 'male' | 'female' | 'other' | 'unknown';
  bornOn?: Day;
  village?: string;
  /** Last four of the health card or ID number. */
  cardTail?: string;
  familyDoctor?: string;
  deceasedOn?: Day;
  simulated?: boolean;
}
export interface BannerHealth {
  allergies: { title: string; severe: boolean }[];
  conditions: string[];
  colours: { level: Level; title: string }[];
}
/** `care`: by team or residence; `consent`: the person allowed it; `break-glass`: emergency access, under review. */
export type AccessState = { by: 'care' } | { by: 'consent' } | { by: 'break-glass'; until: string };

export interface PersonBannerProps {
  person: BannerPerson;
  /** Absent while it loads: the banner never says "no allergies" before it knows. */
  health?: BannerHealth;
  healthFailed?: boolean;
  access?: AccessState;
  actions?: ReactNode;
}

export function PersonBanner({ person, health, healthFailed = false, access, actions }: PersonBannerProps) {
  const { t, age, date, instant } = useWords();
  const facts = [
    t(`ui.sex.${person.sex}`),
    person.bornOn && age(person.bornOn, person.deceasedOn),
    person.village,
    person.cardTail && t('ui.banner.card', { tail: person.cardTail }),
    person.familyDoctor && t('ui.banner.doctor', { name: person.familyDoctor }),
  ].filter(Boolean) as string[];
  return (
    <section className={styles['banner']} aria-label={t('ui.banner.label', { name: person.name })}>
      <div className={styles['who']}>
        <h1 className={styles['name']}>{person.name}</h1>
        <ul className={styles['facts']}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        {person.deceasedOn && <strong>{t('ui.banner.deceased', { date: date(person.deceasedOn) })}</strong>}
        {person.simulated && <SimulatedBadge />}
        {access?.by === 'break-glass' && (
          <LevelTag level="red">{t('ui.banner.breakGlass', { until: instant(access.until) })}</LevelTag>
        )}
        {access?.by === 'consent' && <span className="quiet">{t('ui.banner.consent')}</span>}
        {actions && <div className={styles['actions']}>{actions}</div>}
      </div>
      <div className={styles['health']}>
        {!health && <span className="quiet">{t(healthFailed ? 'ui.banner.unknown' : 'ui.banner.loading')}</span>}
        {health && (
          <>
            <Allergies allergies={health.allergies} />
            {health.colours.map((colour) => (
              <LevelTag key={colour.title} level={colour.level}>
                {colour.title}
              </LevelTag>
            ))}
            {health.conditions.length > 0 && (
              <span className={styles['conditions']}>
                <span className="quiet">{t('ui.banner.conditions')}</span> {health.conditions.join(t('ui.comma'))}
              </span>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function Allergies({ allergies }: { allergies: BannerHealth['allergies'] }) {
  const { t } = useWords();
  if (allergies.length === 0) return <span className="quiet">{t('ui.banner.noAllergies')}</span>;
  const names = allergies.map((allergy) => allergy.title).join(t('ui.comma'));
  return (
    <span className={styles['allergy']}>
      <Icon name="allergy" />
      <strong>{t('ui.banner.allergies')}</strong> {names}
      {allergies.some((allergy) => allergy.severe) && ` ${t('ui.banner.severe')}`}
    </span>
  );
}
