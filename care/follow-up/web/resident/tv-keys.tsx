// What a remote can press: large buttons walked by its arrows, the first one ready for OK.
import { useEffect, useRef, type ReactNode } from 'react';
import { arrows, nextPlace } from '../../rules/arrow-focus.ts';
import styles from './tv.module.css';

/** What is pressed anywhere: a remote has no pointer. */
export function useKeys(hear: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
}

/** `name` changes with the screen: the first button of each is ready. */
export function TvScreen({ name, children }: { name: string; children: ReactNode }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.querySelector<HTMLElement>('button, input')?.focus(), [name]);
  useKeys((event) => {
    const arrow = arrows.find((one) => one === event.key);
    const from = document.activeElement;
    if (!arrow || !place.current || !from) return;
    // Within a line of text left and right move the cursor.
    if (from instanceof HTMLInputElement && (arrow === 'ArrowLeft' || arrow === 'ArrowRight')) return;
    const others = [...place.current.querySelectorAll<HTMLElement>('button:not(:disabled), input')].filter(
      (one) => one !== from,
    );
    const next = nextPlace(
      from.getBoundingClientRect(),
      others.map((one) => one.getBoundingClientRect()),
      arrow,
    );
    if (next === undefined) return;
    event.preventDefault();
    others[next]!.focus();
  });
  return (
    <section ref={place} className={styles['screen']} aria-live="polite">
      {children}
    </section>
  );
}

export function TvButton({
  children,
  onPress,
  chosen,
  quiet = false,
  disabled = false,
}: {
  children: ReactNode;
  onPress: () => void;
  chosen?: boolean;
  quiet?: boolean;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      className={quiet ? styles['quiet'] : styles['button']}
      disabled={disabled}
      aria-pressed={chosen}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
