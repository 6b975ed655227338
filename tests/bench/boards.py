def calls(folder, rounds):
    return [], []
