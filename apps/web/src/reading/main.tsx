import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/fraunces/opsz.css';
import '@fontsource/courier-prime/400.css';
import '@fontsource/courier-prime/700.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/story.css';
import '../styles/reading.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ReadPage } from './read-page.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ReadPage />
    </StrictMode>,
  );
}
