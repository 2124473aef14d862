"""Where strangers' files are opened: a process of its own, with bounds on all it takes.

``opening`` and ``printing`` run inside; ``process`` starts it and listens; ``ladder``
says which files are wanted. None of them knows Django, so that starting takes a tenth
of a second and nothing of ours (settings, keys, connections) is in there.
"""
