// Does it and offers to take it back for ten seconds; one offer at a time, read out by screen readers.
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './undo.module.css';

interface Offer {
  id: number;
  text: string;
  undo?: () => void | Promise<void>;
}
type Announce = (text: string, undo?: () => void | Promise<void>) => void;

const offerSeconds = 10;
const UndoContext = createContext<Announce>(() => {});
/** `announce('已停用 张三', () => enable())`; without a second argument it only tells. */
export const useAnnounce = (): Announce => useContext(UndoContext);

export function UndoProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [offer, setOffer] = useState<Offer>();
  const [held, setHeld] = useState(false);
  const announce = useCallback<Announce>((text, undo) => setOffer({ id: Date.now(), text, ...(undo && { undo }) }), []);
  useEffect(() => {
    if (!offer || held) return undefined;
    const timer = setTimeout(() => setOffer(undefined), offerSeconds * 1000);
    return () => clearTimeout(timer);
  }, [offer, held]);
  const value = useMemo(() => announce, [announce]);
  return (
    <UndoContext value={value}>
      {children}
      <div className={styles['place']} role="status">
        {offer && (
          <div
            className={styles['offer']}
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <span>{offer.text}</span>
            {offer.undo && (
              <Button
                onClick={() => {
                  void offer.undo?.();
                  setOffer(undefined);
                  setHeld(false);
                }}
              >
                {t('ui.undo')}
              </Button>
            )}
          </div>
        )}
      </div>
    </UndoContext>
  );
}
