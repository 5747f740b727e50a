// The slider of the day: drag it, step with the arrow keys, or let it run; live again with one press.
import { useEffect, useRef, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { formatClock } from '#platform/ui/format/instants.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LiveBadge } from '#platform/ui/states/badges.tsx';
import { useLiveState } from '#platform/ui/live/use-live.ts';
import styles from './live.module.css';

const speeds = [1, 5, 15, 60] as const;
const stepMilliseconds = 60_000;
/** Pictures a second while it runs. */
const frames = 10;

export function ReplayBar({
  from,
  to,
  at,
  isToday,
  onChange,
}: {
  from: number;
  to: number;
  /** Undefined: live. */
  at: number | undefined;
  isToday: boolean;
  onChange: (at: number | undefined) => void;
}) {
  const { t } = useWords();
  const live = useLiveState();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(15);
  const latest = useRef(at ?? from);
  useEffect(() => {
    latest.current = at ?? to;
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const next = latest.current + (1_000 / frames) * speed;
      if (next >= to) setPlaying(false);
      onChange(Math.min(next, to));
    }, 1_000 / frames);
    return () => clearInterval(timer);
  }, [playing, speed, to, onChange]);
  const shown = at ?? to;
  const play = () => {
    if (!playing && (at === undefined || at >= to)) onChange(from);
    setPlaying(!playing);
  };
  return (
    <div className={styles['replay']} role="group" aria-label={t('roving.live.replay')}>
      <Button icon={playing ? 'stop' : 'next'} onClick={play}>
        {t(playing ? 'roving.live.pause' : 'roving.live.play')}
      </Button>
      <label className={styles['speed']}>
        <span className="unseen">{t('roving.live.speed')}</span>
        <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {speeds.map((one) => (
            <option key={one} value={one}>
              {t('roving.live.times', { count: one })}
            </option>
          ))}
        </select>
      </label>
      <input
        type="range"
        aria-label={t('roving.live.slider')}
        aria-valuetext={formatClock(new Date(shown))}
        min={from}
        max={Math.max(to, from + stepMilliseconds)}
        step={stepMilliseconds / 4}
        value={shown}
        onChange={(event) => onChange(Number(event.target.value))}
        onKeyDown={(event) => {
          const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -15, PageUp: 15 }[
            event.key
          ];
          if (event.key === ' ') play();
          if (steps !== undefined) onChange(Math.min(to, Math.max(from, shown + steps * stepMilliseconds)));
          if (steps !== undefined || event.key === ' ') event.preventDefault();
        }}
      />
      <output className={styles['clock']}>{formatClock(new Date(shown))}</output>
      {at === undefined && isToday ? (
        <LiveBadge state={live} />
      ) : (
        isToday && (
          <Button
            kind="primary"
            onClick={() => {
              setPlaying(false);
              onChange(undefined);
            }}
          >
            {t('roving.live.backToLive')}
          </Button>
        )
      )}
    </div>
  );
}
