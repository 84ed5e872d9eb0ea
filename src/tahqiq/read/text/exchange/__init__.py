"""Mail, chats and exports of social platforms → messages with author, time and body."""
