import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { preloadViews } from './app/deferred-views';
import { ErrorBoundary } from './app/error-boundary';
import { Shell } from './app/shell';
import { startPage } from './app/start-page';
import './ui/tokens.css';
import './ui/base.css';

/** When the code of the other views is read at the latest. */
const PRELOAD_AFTER_MS = 1000;

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const page = startPage();
window.addEventListener('pagehide', () => page.dispose());

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Shell />
    </ErrorBoundary>
  </StrictMode>,
);

// Not before the first picture; the limit is for a page that is never idle.
requestAnimationFrame(() => {
  requestIdleCallback(() => void preloadViews(), { timeout: PRELOAD_AFTER_MS });
});
