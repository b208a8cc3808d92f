import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import styles from './error-boundary.module.css';

type Props = { children: ReactNode };

/** Shows a plain message in place of a page that failed to draw. Sessions are main's and go on. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className={styles.page}>
        <h1 className={styles.title}>This window has stopped working</h1>
        <p>Your sessions are still open. Load the window again to go on where you were.</p>
        <Button tone="primary" autoFocus onClick={() => window.location.reload()}>
          Load again
        </Button>
      </main>
    );
  }
}
