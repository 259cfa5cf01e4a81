DELETE FROM hits WHERE page = 'again';
