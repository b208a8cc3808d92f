import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './icon-button';
import styles from './page.module.css';

export type PageProps = {
  title: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Escape, or the button at the end of the title. */
  onClose: () => void;
};

/** A page with a title that scrolls on its own. The focus goes to the title, so that it is read out first. */
export function Page({ title, actions, children, onClose }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-label={title}
      className={styles.scroll}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.page}>
        <header className={styles.header}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {actions}
          <IconButton label={`Close ${title.toLowerCase()}`} icon={<X />} onClick={onClose} />
        </header>
        {children}
      </div>
    </section>
  );
}
